package dev.parallax.bench.recorder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link SanitiseBenchmark} in rounds, each with a process of its own for each row. */
final class SanitiseRuns {

  /** On a machine that others load, the compilers are still behind after half as many. */
  private static final int WARM_UP = 200;

  private static final int MEASURED = 15;

  static final String SANITISE = "sanitise";
  static final String WHOLE = "sanitiseNameAndEncode";
  static final String NAIVE = "eightPatterns";

  private final Map<String, List<Cost>> costs = new HashMap<>();

  /** One more round of each. */
  void round(String method, List<Traffic> kinds) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(SanitiseBenchmark.class.getName() + "\\." + method + "$")
            .param("traffic", kinds.stream().map(Traffic::name).toArray(String[]::new))
            .forks(1)
            .warmupIterations(method.equals(NAIVE) ? MEASURED : WARM_UP)
            .measurementIterations(MEASURED)
            .addProfiler(CostProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .jvmArgs("-Xmx256m", "-XX:+UseParallelGC", "--sun-misc-unsafe-memory-access=allow");
    for (RunResult result : new Runner(options.build()).run()) {
      Traffic traffic = Traffic.valueOf(result.getParams().getParam("traffic"));
      List<Cost> measured = costs.computeIfAbsent(key(method, traffic), _ -> new ArrayList<>());
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        fork.getIterationResults().forEach(iteration -> measured.add(cost(iteration)));
      }
    }
  }

  private static Cost cost(IterationResult iteration) {
    return new Cost(
        (long) score(iteration, CostProfiler.EXCHANGES),
        (long) score(iteration, CostProfiler.BODY_BYTES),
        score(iteration, CostProfiler.MICROS),
        score(iteration, CostProfiler.ALLOCATED));
  }

  private static double score(IterationResult iteration, String label) {
    return Objects.requireNonNull(iteration.getSecondaryResults().get(label), label).getScore();
  }

  private static String key(String method, Traffic traffic) {
    return method + ' ' + traffic;
  }

  /** Over the iterations of all rounds; NaN if there were none. */
  double median(String method, Traffic traffic, ToDoubleFunction<Cost> of) {
    double[] sorted =
        costs.getOrDefault(key(method, traffic), List.of()).stream()
            .mapToDouble(of)
            .sorted()
            .toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  /** A row for each kind, for what was measured of it. */
  List<String> table(List<Traffic> kinds) {
    List<String> rows =
        new ArrayList<>(
            List.of(
                "| traffic | body bytes | sanitise, CPU µs | MB/s | bytes allocated | and name and encode, CPU µs | bytes allocated | eight patterns, MB/s | times slower |",
                "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"));
    for (Traffic kind : kinds) {
      double speed = median(SANITISE, kind, Cost::megabytesPerSecond);
      double naive = median(NAIVE, kind, Cost::megabytesPerSecond);
      Object[] cells = {
        median(SANITISE, kind, cost -> (double) cost.bodyBytes() / cost.exchanges()),
        median(SANITISE, kind, Cost::microsEach),
        speed,
        median(SANITISE, kind, Cost::allocatedEach),
        median(WHOLE, kind, Cost::microsEach),
        median(WHOLE, kind, Cost::allocatedEach),
        naive,
        speed / naive
      };
      rows.add(
          "| %s | ".formatted(kind.title())
              + String.join(" | ", Arrays.stream(cells).map(SanitiseRuns::number).toList())
              + " |");
    }
    return rows;
  }

  private static String number(Object cell) {
    double value = (double) cell;
    return Double.isNaN(value)
        ? ""
        : String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }
}
