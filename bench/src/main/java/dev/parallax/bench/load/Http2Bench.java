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
 * What a request costs that comes by HTTP/2, over 32 connections of 1, 10 and 100 streams each,
 * beside one that comes by HTTP/1.1 with as many in flight: a connection each. The proxy is the
 * same, its tap off, its upstream nginx. Rounds alternate; medians are compared.
 *
 * <p>Its exit code is 1 if a request failed or a goal was missed.
 */
public final class Http2Bench {

  private static final String PATH = "/api/orders?page=2";
  private static final int CONNECTIONS = 32;
  private static final int MAX_STREAMS = 100;
  private static final int WARM_UP_SECONDS = 10;
  private static final double GOAL = 1.3;

  /** How the load comes: the same number in flight, by either protocol. */
  private enum Way {
    HTTP1_FEW(CONNECTIONS, 0),
    HTTP2_FEW(CONNECTIONS, 1),
    HTTP1_SOME(CONNECTIONS * 10, 0),
    HTTP2_SOME(CONNECTIONS, 10),
    HTTP1_MANY(CONNECTIONS * MAX_STREAMS, 0),
    HTTP2_MANY(CONNECTIONS, MAX_STREAMS);

    private final int connections;
    private final int streams;

    Way(int connections, int streams) {
      this.connections = connections;
      this.streams = streams;
    }

    @Override
    public String toString() {
      return streams == 0
          ? "HTTP/1.1, %,d connections".formatted(connections)
          : "HTTP/2, %d connections of %d".formatted(connections, streams);
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
            Lineup.start(workspace, cores, Path.of(args[0]), 2 * CONNECTIONS * MAX_STREAMS);
        Subject proxy = lineup.subject(Kind.OFF)) {
      met = new Http2Bench(proxy).run(rounds, seconds);
    }
    System.exit(met ? 0 : 1);
  }

  private boolean run(int rounds, int seconds) throws IOException, InterruptedException {
    for (Way way : Way.values()) {
      System.err.println("warming up: " + way);
      var _ = micros(way, WARM_UP_SECONDS);
    }
    Map<Way, double[]> micros = new EnumMap<>(Way.class);
    for (int round = 0; round < rounds; round++) {
      for (Way way : Way.values()) {
        micros.computeIfAbsent(way, _ -> new double[rounds])[round] = micros(way, seconds);
      }
    }
    for (Way way : Way.values()) {
      System.out.printf("%-32s %6.1f µs of processor time a request%n", way, median(way, micros));
    }
    boolean met = isMet(Way.HTTP2_FEW, Way.HTTP1_FEW, micros);
    met &= isMet(Way.HTTP2_SOME, Way.HTTP1_SOME, micros);
    met &= isMet(Way.HTTP2_MANY, Way.HTTP1_MANY, micros);
    System.out.printf(
        "(%s to %s: %.2f; HTTP/1.1 itself: %.2f)%n",
        Way.HTTP2_MANY,
        Way.HTTP1_FEW,
        median(Way.HTTP2_MANY, micros) / median(Way.HTTP1_FEW, micros),
        median(Way.HTTP1_MANY, micros) / median(Way.HTTP1_FEW, micros));
    System.out.printf("requests that failed: %d%n", errors);
    return errors == 0 && met;
  }

  private static boolean isMet(Way way, Way besides, Map<Way, double[]> micros) {
    double ratio = median(way, micros) / median(besides, micros);
    System.out.printf(
        "%s to %s: %.2f (goal: at most %.1f: %s)%n",
        way, besides, ratio, GOAL, ratio <= GOAL ? "PASS" : "FAIL");
    return ratio <= GOAL;
  }

  private static double median(Way way, Map<Way, double[]> micros) {
    return median(Objects.requireNonNull(micros.get(way)));
  }

  private double micros(Way way, int seconds) throws IOException, InterruptedException {
    proxy.settle();
    double before = proxy.cpuMicros();
    Load load = H2load.run(proxy.port(), PATH, way.connections, way.streams, seconds);
    proxy.settle();
    errors += load.errors();
    double micros = (proxy.cpuMicros() - before) / load.requests();
    System.err.printf("%s: %,.0f/s, %.1f µs%n", way, load.requestsPerSecond(), micros);
    return micros;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
