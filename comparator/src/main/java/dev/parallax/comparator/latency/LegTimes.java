package dev.parallax.comparator.latency;

import dev.parallax.comparator.sample.BottomK;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Response times of one leg at one endpoint: a count, a sample by hash, and the earliest, which are
 * warm-up. Merges exactly.
 */
final class LegTimes {

  /** Kept; enough for a p99 within a few per cent of its rank. */
  private static final int MAX_SAMPLES = 10_000;

  /** Left out by rule, before anyone looks, where at least four times as many remain. */
  static final int WARM_UP = 5;

  /** One answer that completed. */
  record Time(long sentAtNanos, long hash, long nanos) {
    static final Comparator<Time> BY_SENDING =
        Comparator.comparingLong(Time::sentAtNanos).thenComparingLong(Time::hash);
  }

  private final BottomK<Time> sample = new BottomK<>(MAX_SAMPLES);
  private final TreeSet<Time> earliest = new TreeSet<>(Time.BY_SENDING);
  private long count;

  void add(Time time) {
    count++;
    sample.add(time.hash(), time);
    addEarliest(time);
  }

  void merge(LegTimes that) {
    count += that.count;
    sample.merge(that.sample);
    that.earliest.forEach(this::addEarliest);
  }

  private void addEarliest(Time time) {
    earliest.add(time);
    if (earliest.size() > WARM_UP) {
      earliest.pollLast();
    }
  }

  /** Null if none. */
  @Nullable LegLatency summary() {
    if (count == 0) {
      return null;
    }
    boolean drop = count >= 5 * WARM_UP;
    double[] nanos =
        sample.values().stream()
            .filter(time -> !drop || !earliest.contains(time))
            .mapToDouble(Time::nanos)
            .toArray();
    Arrays.sort(nanos);
    return new LegLatency(
        count,
        (long) Quantiles.nearestRank(nanos, 0.50),
        (long) Quantiles.nearestRank(nanos, 0.95),
        (long) Quantiles.nearestRank(nanos, 0.99));
  }
}
