package dev.parallax.bench.load.result;

import static dev.parallax.bench.load.subject.Kind.HAPROXY;
import static dev.parallax.bench.load.subject.Kind.LUA;
import static dev.parallax.bench.load.subject.Kind.MIRROR;
import static dev.parallax.bench.load.subject.Kind.NGINX;
import static dev.parallax.bench.load.subject.Kind.OFF;
import static dev.parallax.bench.load.subject.Kind.ON;

import dev.parallax.bench.load.subject.Kind;
import java.util.ArrayList;
import java.util.List;

/** What the proxy is to cost beside its peers. */
public final class Goals {

  /**
   * goreplay 1.3 that captures raw traffic and mirrors it live ({@code --output-http}): 219 µs of
   * CPU per request at 4,000/s, measured beside nginx 1.22 at saturation, which took 19 µs; POST 1
   * KiB answered by 1 KiB, two processors.
   */
  private static final double GOREPLAY_TO_SATURATED_NGINX = 219.0 / 19;

  private Goals() {}

  public static List<Goal> of(Results results) {
    List<Goal> goals = new ArrayList<>();
    for (Cell cell : Cell.gatedOnes()) {
      tapOff(goals, results, cell);
      if (cell.isSaturated()) {
        tapOnAtSaturation(goals, results, cell);
      } else {
        waits(goals, results, cell);
      }
    }
    besideGoreplay(goals, results);
    goals.add(Goal.none("requests that failed, gated cells", failed(results)));
    return goals;
  }

  private static void tapOff(List<Goal> goals, Results results, Cell cell) {
    String where = ": " + cell.title();
    goals.add(
        Goal.atMost(
            "tap off, CPU to nginx" + where,
            results.ratio(cell, OFF, NGINX, Measured::cpuMicros),
            1.05,
            "×"));
    goals.add(
        Goal.atMost(
            "tap off, CPU to HAProxy" + where,
            results.ratio(cell, OFF, HAPROXY, Measured::cpuMicros),
            1.05,
            "×"));
    if (cell.isSaturated()) {
      goals.add(
          Goal.atLeast(
              "tap off, throughput to nginx" + where,
              results.ratio(cell, OFF, NGINX, Measured::requestsPerSecond),
              1,
              "×"));
    }
  }

  private static void tapOnAtSaturation(List<Goal> goals, Results results, Cell cell) {
    String where = ": " + cell.title();
    goals.add(
        Goal.atMost(
            "tap on, CPU to nginx + mirror" + where,
            results.ratio(cell, ON, MIRROR, Measured::cpuMicros),
            0.65,
            "×"));
    goals.add(
        Goal.atLeast(
            "tap on, throughput to nginx + mirror" + where,
            results.ratio(cell, ON, MIRROR, Measured::requestsPerSecond),
            2,
            "×"));
    goals.add(
        Goal.atMost(
                "tap on, CPU to nginx + Lua" + where,
                results.ratio(cell, ON, LUA, Measured::cpuMicros),
                1,
                "×")
            .informative());
  }

  private static void waits(List<Goal> goals, Results results, Cell cell) {
    String where = ": " + cell.title();
    goals.add(
        Goal.atMost(
            "tap on − off, p50" + where,
            results.difference(cell, ON, OFF, Measured::p50Micros),
            20,
            "µs"));
    goals.add(
        Goal.atMost(
            "tap on − off, p99, to mirror − nginx" + where,
            results.difference(cell, ON, OFF, Measured::p99Micros),
            results.difference(cell, MIRROR, NGINX, Measured::p99Micros),
            "µs"));
  }

  private static void besideGoreplay(List<Goal> goals, Results results) {
    double limit = 0.4 * GOREPLAY_TO_SATURATED_NGINX;
    goals.add(
        Goal.atMost(
            "tap on at 4,000/s, CPU to saturated nginx, 0.4 of goreplay's: POST",
            results.ratio(Cell.POST_FIXED, ON, Cell.POST, NGINX, Measured::cpuMicros),
            limit,
            "×"));
    goals.add(
        Goal.atMost(
                "tap on at 4,000/s, CPU to nginx at 4,000/s, 0.4 of goreplay's: POST",
                results.ratio(Cell.POST_FIXED, ON, NGINX, Measured::cpuMicros),
                limit,
                "×")
            .informative());
  }

  private static long failed(Results results) {
    return Cell.gatedOnes().stream()
        .mapToLong(cell -> results.errors(cell, OFF) + results.errors(cell, ON))
        .sum();
  }

  /** How even the cost stays, against how even nginx's own does: in the informative cells. */
  public static List<Goal> flatness(Results results, int many) {
    List<Goal> goals = new ArrayList<>();
    for (Kind kind : List.of(OFF, ON)) {
      goals.add(flat(results, kind, Cell.GET_SLOW, Cell.GET));
      goals.add(flat(results, kind, Cell.GET_ONE, Cell.GET));
      goals.add(flat(results, kind, Cell.getOver(many), Cell.GET_FIXED));
    }
    return goals;
  }

  private static Goal flat(Results results, Kind kind, Cell cell, Cell base) {
    return Goal.atMost(
            "%s, CPU over that %s, beside nginx's: %s"
                .formatted(
                    kind.title(),
                    base.isSaturated() ? "at saturation" : "on 32 connections",
                    cell.title()),
            results.ratio(cell, kind, base, kind, Measured::cpuMicros),
            results.ratio(cell, NGINX, base, NGINX, Measured::cpuMicros),
            "×")
        .informative();
  }
}
