package dev.parallax.comparator.latency;

import dev.parallax.comparator.sample.BottomK;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Pairs of response times at one endpoint, one for each exchange. Merges exactly. */
final class PairedTimes {

  /** Kept, by hash. */
  private static final int MAX_PAIRS = 5_000;

  /**
   * Control and candidate at one exchange, each the geometric mean of its attempts.
   *
   * @param sentAtNanos of the first attempt at either
   */
  record Pair(long sentAtNanos, long hash, double controlNanos, double candidateNanos) {
    static final Comparator<Pair> BY_SENDING =
        Comparator.comparingLong(Pair::sentAtNanos).thenComparingLong(Pair::hash);
  }

  private final BottomK<Pair> sample = new BottomK<>(MAX_PAIRS);
  private final TreeSet<Pair> earliest = new TreeSet<>(Pair.BY_SENDING);
  private long count;

  void add(Pair pair) {
    count++;
    sample.add(pair.hash(), pair);
    addEarliest(pair);
  }

  void merge(PairedTimes that) {
    count += that.count;
    sample.merge(that.sample);
    that.earliest.forEach(this::addEarliest);
  }

  private void addEarliest(Pair pair) {
    earliest.add(pair);
    if (earliest.size() > LegTimes.WARM_UP) {
      earliest.pollLast();
    }
  }

  /** Pairs seen. */
  long count() {
    return count;
  }

  /** Of these, the ones that are measured: without warm-up where enough remain. */
  long measured() {
    return dropsWarmUp() ? count - LegTimes.WARM_UP : count;
  }

  /** The sample, without warm-up where enough remain. */
  List<Pair> pairs() {
    return sample.values().stream()
        .filter(pair -> !dropsWarmUp() || !earliest.contains(pair))
        .toList();
  }

  private boolean dropsWarmUp() {
    return count >= 5 * LegTimes.WARM_UP;
  }

  static double[] logs(List<Pair> pairs) {
    return pairs.stream()
        .mapToDouble(pair -> Math.log(pair.candidateNanos() / pair.controlNanos()))
        .toArray();
  }

  /** Nanoseconds by which the candidate's median is above the control's. */
  static long slowerBy(List<Pair> pairs) {
    return Math.round(median(pairs, Pair::candidateNanos) - median(pairs, Pair::controlNanos));
  }

  private static double median(List<Pair> pairs, ToDoubleFunction<Pair> leg) {
    double[] nanos = pairs.stream().mapToDouble(leg).toArray();
    Arrays.sort(nanos);
    return Quantiles.nearestRank(nanos, 0.5);
  }
}
