package dev.parallax.bench.recorder;

import static dev.parallax.bench.recorder.Traffic.BROWSER_REPEAT;
import static dev.parallax.bench.recorder.Traffic.FORM_REPEAT;
import static dev.parallax.bench.recorder.Traffic.JSON_16K_FRESH;
import static dev.parallax.bench.recorder.Traffic.JSON_16K_REPEAT;
import static dev.parallax.bench.recorder.Traffic.JSON_16K_SAME;
import static dev.parallax.bench.recorder.Traffic.JSON_1K_FRESH;
import static dev.parallax.bench.recorder.Traffic.JSON_1K_REPEAT;
import static dev.parallax.bench.recorder.Traffic.JSON_4K_FRESH;
import static dev.parallax.bench.recorder.Traffic.JSON_4K_REPEAT;
import static dev.parallax.bench.recorder.Traffic.POST_FRESH;
import static dev.parallax.bench.recorder.Traffic.POST_REPEAT;
import static dev.parallax.bench.recorder.Traffic.POST_SAME;

import dev.parallax.bench.load.result.Goal;
import dev.parallax.bench.load.result.Tables;
import dev.parallax.bench.log.Broker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;

/**
 * What recording costs, and whether that meets the goals: the sanitiser under JMH, beside detection
 * by regular expressions; a whole recorder into Kafka, beside Kafka's producer; and how long single
 * bodies take. Prints progress on standard error, tables on standard output; its exit code is 1 if
 * a gated goal was missed.
 */
public final class RecorderBench {

  private static final List<String> PARTS = List.of("sanitiser", "latency", "mining", "worker");

  private static final List<Traffic> JSON =
      List.of(
          JSON_1K_REPEAT,
          JSON_1K_FRESH,
          JSON_4K_REPEAT,
          JSON_4K_FRESH,
          JSON_16K_SAME,
          JSON_16K_REPEAT,
          JSON_16K_FRESH);
  private static final List<Traffic> EXCHANGES =
      List.of(POST_SAME, POST_REPEAT, POST_FRESH, BROWSER_REPEAT, FORM_REPEAT);
  private static final List<Traffic> WORKED = List.of(POST_SAME, POST_REPEAT, POST_FRESH);
  private static final List<Traffic> SINGLE = List.of(JSON_16K_REPEAT, JSON_16K_FRESH);
  private static final List<Traffic> NAIVE = List.of(JSON_1K_REPEAT, JSON_16K_REPEAT);

  /** In the first ones compilers are at work. */
  private static final int WARM_UP_ROUNDS = 6;

  private final List<Goal> goals = new ArrayList<>();

  private RecorderBench() {}

  /**
   * @param args the number of rounds, and what to measure, if not all: {@code sanitiser}, {@code
   *     latency}, {@code mining}, {@code worker}
   */
  public static void main(String[] args) throws IOException, RunnerException {
    int rounds = Integer.parseInt(args[0]);
    List<String> parts = List.of(args).subList(1, args.length);
    boolean met = new RecorderBench().run(rounds, parts.isEmpty() ? PARTS : parts);
    System.exit(met ? 0 : 1);
  }

  private boolean run(int rounds, List<String> parts) throws IOException, RunnerException {
    for (String part : parts) {
      switch (part) {
        case "sanitiser" -> sanitiser(rounds);
        case "latency" -> latency();
        case "mining" -> mining();
        case "worker" -> worker(rounds);
        default ->
            throw new IllegalArgumentException(
                "%s (expected: %s)".formatted(part, String.join(", ", PARTS)));
      }
      IO.println("");
    }
    Tables.goals(goals).forEach(IO::println);
    return goals.stream().noneMatch(Goal::failsTheRun);
  }

  private void sanitiser(int rounds) throws RunnerException {
    SanitiseRuns runs = new SanitiseRuns();
    for (int round = 1; round <= rounds; round++) {
      progress("sanitiser, round %d of %d".formatted(round, rounds));
      runs.round(SanitiseRuns.SANITISE, JSON);
      runs.round(SanitiseRuns.NAIVE, NAIVE);
      runs.round(SanitiseRuns.WHOLE, EXCHANGES);
    }
    runs.table(List.of(Traffic.values())).forEach(IO::println);
    for (Traffic kind : List.of(JSON_1K_REPEAT, JSON_4K_REPEAT, JSON_16K_REPEAT)) {
      goals.add(speed(runs, kind));
    }
    for (Traffic kind : List.of(JSON_1K_FRESH, JSON_4K_FRESH, JSON_16K_FRESH)) {
      goals.add(speed(runs, kind).informative());
    }
    for (Traffic kind : NAIVE) {
      double naive = runs.median(SanitiseRuns.NAIVE, kind, Cost::megabytesPerSecond);
      double ours = runs.median(SanitiseRuns.SANITISE, kind, Cost::megabytesPerSecond);
      // 100 MB/s where eight patterns manage 4 to 5.
      goals.add(
          Goal.atLeast("sanitiser to eight patterns: " + kind.title(), ours / naive, 20, "×"));
    }
  }

  private static Goal speed(SanitiseRuns runs, Traffic kind) {
    double speed = runs.median(SanitiseRuns.SANITISE, kind, Cost::megabytesPerSecond);
    return Goal.atLeast("sanitiser: " + kind.title(), speed, 100, "MB/s");
  }

  private void mining() {
    progress("templates of paths");
    double millions = MiningBench.pathsPerSecond() / 1e6;
    goals.add(Goal.atLeast("templates mined of processor time", millions, 1, "M paths/s"));
  }

  private void latency() {
    IO.println("| one exchange | CPU µs, median | p99 | p99.9 | clock µs, median | p99 | p99.9 |");
    IO.println("| --- | --- | --- | --- | --- | --- | --- |");
    for (Traffic kind : SINGLE) {
      progress("one by one: " + kind.title());
      Latency latency = Latency.of(kind);
      IO.println(
          String.format(
              Locale.ROOT,
              "| %s | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |",
              kind.title(),
              Latency.micros(latency.cpu(), 50),
              Latency.micros(latency.cpu(), 99),
              Latency.micros(latency.cpu(), 99.9),
              Latency.micros(latency.clock(), 50),
              Latency.micros(latency.clock(), 99),
              Latency.micros(latency.clock(), 99.9)));
      String name = "p99 of one exchange, %s: " + kind.title();
      goals.add(Goal.atMost(name.formatted("CPU"), Latency.micros(latency.cpu(), 99), 1000, "µs"));
      goals.add(
          Goal.atMost(name.formatted("clock"), Latency.micros(latency.clock(), 99), 1000, "µs")
              .informative());
    }
  }

  private void worker(int rounds) throws IOException {
    Path work = Files.createTempDirectory("parallax-bench-recorder");
    try (Broker broker = Broker.start(work.resolve("kafka"))) {
      WorkerBench bench = new WorkerBench(broker);
      try (bench) {
        for (int round = 1 - WARM_UP_ROUNDS; round <= rounds; round++) {
          progress("recorder, round %d of %d (warm-up below 1)".formatted(round, rounds));
          bench.round(WORKED, round);
        }
      }
      bench.table().forEach(IO::println);
      goals.add(worker(bench, POST_SAME));
      goals.add(worker(bench, POST_REPEAT));
      goals.add(worker(bench, POST_FRESH).informative());
      goals.add(Goal.none("exchanges lost", bench.lost()));
    } finally {
      delete(work);
    }
  }

  private static Goal worker(WorkerBench bench, Traffic kind) {
    double micros =
        bench.median(WorkerBench.INTO_KAFKA + kind.title(), one -> one.cost().microsEach());
    return Goal.atMost("capture worker into Kafka: " + kind.title(), micros, 15, "µs");
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void progress(String what) {
    System.err.println(what);
  }
}
