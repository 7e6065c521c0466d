package dev.parallax.bench.load;

import dev.parallax.bench.load.client.H2load;
import dev.parallax.bench.load.client.Load;
import dev.parallax.bench.load.subject.Cores;
import dev.parallax.bench.load.subject.Kind;
import dev.parallax.bench.load.subject.Lineup;
import dev.parallax.bench.load.subject.Subject;
import dev.parallax.bench.load.subject.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a request costs that comes by HTTP/2, 100 streams on each of 32 connections, beside one that
 * comes by HTTP/1.1: over as many connections, and over as many as there are streams. The proxy is
 * the same, its tap off, its upstream nginx. Rounds alternate; medians are compared.
 *
 * <p>Its exit code is 1 if a request failed or the goal was missed.
 */
public final class Http2Bench {

  private static final String PATH = "/api/orders?page=2";
  private static final int CONNECTIONS = 32;
  private static final int STREAMS = 100;
  private static final int WARM_UP_SECONDS = 20;
  private static final double GOAL = 1.3;

  /** How the load comes. */
  private enum Way {
    HTTP1("HTTP/1.1, 32 connections", CONNECTIONS, 0),
    HTTP1_MANY("HTTP/1.1, 3,200 connections", CONNECTIONS * STREAMS, 0),
    HTTP2("HTTP/2, 32 connections of 100 streams", CONNECTIONS, STREAMS);

    private final String title;
    private final int connections;
    private final int streams;

    Way(String title, int connections, int streams) {
      this.title = title;
      this.connections = connections;
      this.streams = streams;
    }
  }

  private final Subject proxy;
  private long errors;

  private Http2Bench(Subject proxy) {
    this.proxy = proxy;
  }

  /** The launcher, then how many rounds, and of how many seconds each. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = Integer.parseInt(args[1]);
    int seconds = Integer.parseInt(args[2]);
    Cores cores = Cores.ofThisMachine();
    cores.joinLoadSide();
    boolean met;
    try (Workspace workspace = Workspace.create();
        Lineup lineup =
            Lineup.start(workspace, cores, Path.of(args[0]), 2 * CONNECTIONS * STREAMS);
        Subject proxy = lineup.subject(Kind.OFF)) {
      met = new Http2Bench(proxy).run(rounds, seconds);
    }
    System.exit(met ? 0 : 1);
  }

  private boolean run(int rounds, int seconds) throws IOException, InterruptedException {
    for (Way way : Way.values()) {
      System.err.println("warming up: " + way.title);
      var _ = micros(way, WARM_UP_SECONDS);
    }
    Map<Way, double[]> micros = new EnumMap<>(Way.class);
    for (int round = 0; round < rounds; round++) {
      for (Way way : Way.values()) {
        micros.computeIfAbsent(way, _ -> new double[rounds])[round] = micros(way, seconds);
      }
    }
    double http1 = told(Way.HTTP1, micros);
    double many = told(Way.HTTP1_MANY, micros);
    double http2 = told(Way.HTTP2, micros);
    double ratio = http2 / http1;
    System.out.printf(
        "HTTP/2 to HTTP/1.1: %.2f over as many connections (goal: at most %.1f: %s), %.2f over 3,200%n",
        ratio, GOAL, ratio <= GOAL ? "PASS" : "FAIL", http2 / many);
    System.out.printf("requests that failed: %d%n", errors);
    return errors == 0 && ratio <= GOAL;
  }

  /** Prints the median, and returns it. */
  private static double told(Way way, Map<Way, double[]> micros) {
    double median = median(Objects.requireNonNull(micros.get(way)));
    System.out.printf("%-40s %6.1f µs of processor time a request%n", way.title, median);
    return median;
  }

  private double micros(Way way, int seconds) throws IOException, InterruptedException {
    proxy.settle();
    double before = proxy.cpuMicros();
    Load load = H2load.run(proxy.port(), PATH, way.connections, way.streams, seconds);
    proxy.settle();
    errors += load.errors();
    double micros = (proxy.cpuMicros() - before) / load.requests();
    System.err.printf("%s: %,.0f/s, %.1f µs%n", way.title, load.requestsPerSecond(), micros);
    return micros;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
