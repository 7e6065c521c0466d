package dev.parallax.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CPU per request of the proxy with its tap off and on, beside nginx, in alternating rounds of one
 * run. Each proxy runs alone on one processor while it is measured; origin and load generator share
 * the other one.
 *
 * <p>nginx comes first, and is what the others are held against. The ratio is taken round by round
 * against nginx of the same round, so that a machine that drifts drifts for both; the median of the
 * rounds is printed.
 */
public final class ProxyBench {

  private static final String PROXY_CPU = "0";
  private static final String LOAD_CPU = "1";
  private static final int CONNECTIONS = 32;
  private static final int WARM_UP_SECONDS = 12;

  private final int rounds;
  private final int seconds;

  private ProxyBench(int rounds, int seconds) {
    this.rounds = rounds;
    this.seconds = seconds;
  }

  /** One measurement of one subject. */
  record Measured(double cpuMicrosPerRequest, double requestsPerSecond, long errors) {}

  /**
   * Runs the comparison and prints its table.
   *
   * @param args the launcher's path, rounds, seconds each
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path launcher = Path.of(args[0]);
    new ProxyBench(Integer.parseInt(args[1]), Integer.parseInt(args[2])).run(launcher);
  }

  // The recording proxy is closed early, since its last words come when it ends.
  @SuppressWarnings("try")
  private void run(Path launcher) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("parallax-bench");
    try (Subject origin = Subject.origin(work.resolve("origin"), LOAD_CPU);
        Subject nginx = Subject.nginxProxy(work.resolve("nginx"), PROXY_CPU, origin);
        Subject off =
            Subject.parallax("tap off", launcher, PROXY_CPU, origin, List.of("--no-record"));
        Subject on =
            Subject.parallax(
                "tap on",
                launcher,
                PROXY_CPU,
                origin,
                List.of("--record-to", work.resolve("bench.plx").toString()))) {
      List<Subject> subjects = List.of(nginx, off, on);
      for (Cell cell : Cell.values()) {
        for (Subject subject : subjects) {
          Wrk.run(LOAD_CPU, subject.url(), cell, CONNECTIONS, WARM_UP_SECONDS);
        }
        print(cell, measure(cell, subjects));
      }
      for (Subject subject : subjects) {
        System.out.printf("resident memory, %s: %d MiB%n", subject.name(), subject.residentMib());
      }
      on.close();
      System.out.println(on.lastWords());
    }
  }

  private Map<String, List<Measured>> measure(Cell cell, List<Subject> subjects)
      throws IOException, InterruptedException {
    Map<String, List<Measured>> measured = new LinkedHashMap<>();
    for (int round = 1; round <= rounds; round++) {
      for (Subject subject : subjects) {
        System.err.printf("%s: round %d of %d, %s%n", cell, round, rounds, subject.name());
        double before = subject.cpuMicros();
        Wrk.Load load = Wrk.run(LOAD_CPU, subject.url(), cell, CONNECTIONS, seconds);
        double used = subject.cpuMicros() - before;
        measured
            .computeIfAbsent(subject.name(), name -> new ArrayList<>())
            .add(new Measured(used / load.requests(), load.requestsPerSecond(), load.errors()));
      }
    }
    return measured;
  }

  private void print(Cell cell, Map<String, List<Measured>> measured) {
    System.out.printf(
        "%n%s, %d connections, medians of %d rounds of %d s%n",
        cell.title(), CONNECTIONS, rounds, seconds);
    System.out.printf(
        "%-10s %16s %10s %12s %8s%n",
        "proxy", "CPU µs/request", "to nginx", "requests/s", "errors");
    List<Measured> base = measured.values().iterator().next();
    measured.forEach(
        (name, all) -> {
          List<Double> ratios = new ArrayList<>();
          for (int i = 0; i < all.size(); i++) {
            ratios.add(all.get(i).cpuMicrosPerRequest() / base.get(i).cpuMicrosPerRequest());
          }
          System.out.printf(
              "%-10s %16.1f %10.2f %12.0f %8d%n",
              name,
              median(all.stream().map(Measured::cpuMicrosPerRequest).toList()),
              median(ratios),
              median(all.stream().map(Measured::requestsPerSecond).toList()),
              all.stream().mapToLong(Measured::errors).sum());
        });
  }

  /** The middle value, or the mean of the two in the middle. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
