package dev.parallax.bench.recorder;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Hands what the benchmark's own thread measured over to JMH, which measures by the clock. */
public final class CostProfiler implements InternalProfiler {

  static final String EXCHANGES = "exchanges";
  static final String BODY_BYTES = "bodyBytes";
  static final String MICROS = "cpuMicros";
  static final String ALLOCATED = "allocatedBytes";

  /** Of the last iteration in this process. */
  private static volatile @Nullable Cost last;

  static void measured(Cost cost) {
    last = cost;
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    last = null;
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    Cost cost = last;
    return cost == null
        ? List.of()
        : List.of(
            scalar(EXCHANGES, (double) cost.exchanges()),
            scalar(BODY_BYTES, (double) cost.bodyBytes()),
            scalar(MICROS, cost.micros()),
            scalar(ALLOCATED, cost.allocatedBytes()));
  }

  private static ScalarResult scalar(String label, double value) {
    return new ScalarResult(label, value, "", AggregationPolicy.AVG);
  }

  @Override
  public String getDescription() {
    return "processor time and allocation of the benchmark's thread";
  }
}
