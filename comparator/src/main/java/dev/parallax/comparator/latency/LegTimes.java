package dev.parallax.comparator.latency;

import dev.parallax.comparator.sample.BottomK;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Response times of one leg at one endpoint: a count, a sample by hash, and the earliest, which are
 * warm-up. Quantiles are those of production's traffic: each time has its exchange's weight. Merges
 * exactly.
 */
final class LegTimes {

  /** Kept; enough for a p99 within a few per cent of its rank. */
  private static final int MAX_SAMPLES = 10_000;

  /** Left out by rule, before anyone looks, where at least four times as many remain. */
  static final int WARM_UP = 5;

  /**
   * One answer that completed.
   *
   * @param weight how many exchanges of the traffic its exchange stands for
   */
  record Time(long sentAtNanos, long hash, long nanos, double weight) {
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
    List<Time> measured =
        sample.values().stream().filter(time -> !drop || !earliest.contains(time)).toList();
    // Of context alone nothing is known of the traffic: then it stands for itself.
    boolean weighted = measured.stream().anyMatch(time -> time.weight() > 0);
    List<Quantiles.Weighted> nanos =
        measured.stream()
            .map(
                time -> new Quantiles.Weighted((double) time.nanos(), weighted ? time.weight() : 1))
            .sorted(Comparator.comparingDouble(Quantiles.Weighted::value))
            .toList();
    return new LegLatency(
        count,
        (long) Quantiles.nearestRank(nanos, 0.50),
        (long) Quantiles.nearestRank(nanos, 0.95),
        (long) Quantiles.nearestRank(nanos, 0.99));
  }
}
