package dev.parallax.comparator.growth;

import dev.parallax.comparator.latency.PairedRatio;
import dev.parallax.comparator.sample.BottomK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Sizes and times of one endpoint: samples by hash, so that parts merge exactly. */
final class EndpointSizes {

  /** Of which all two are looked at. */
  private static final int MAX_PAIRS = 400;

  private static final int MAX_SIZES = 5_000;
  private static final int DRAWN = 120;

  /** Fewer say nothing of a slope. */
  static final int MIN_PAIRS = 50;

  /** Of a decade; so many must have some. */
  private static final int BINS = 5;

  private static final int MIN_OF_BIN = 3;

  /** Different ones: one slow object, asked for often, is no growth. */
  private static final int MIN_SIZES = 20;

  /** A fifth is what is looked at as large. */
  private static final int LARGEST = 5;

  private record Size(long bytes, double weight) {}

  private final BottomK<SizedTime> pairs = new BottomK<>(MAX_PAIRS);
  private final BottomK<Size> production = new BottomK<>(MAX_SIZES);
  private long count;

  void add(long hash, SizedTime pair) {
    count++;
    pairs.add(hash, pair);
  }

  /**
   * @param weight how many exchanges of the traffic it stands for
   */
  void addProduction(long hash, long bytes, double weight) {
    production.add(hash, new Size(bytes, weight));
  }

  void merge(EndpointSizes that) {
    count += that.count;
    pairs.merge(that.pairs);
    production.merge(that.production);
  }

  /** Whether sizes tell anything: over a decade, all along it, and of enough different things. */
  boolean isAssessable() {
    List<SizedTime> sample = List.copyOf(pairs.values());
    if (sample.size() < MIN_PAIRS || productionBytes() == 0) {
      return false;
    }
    double[] logs =
        sample.stream().mapToDouble(pair -> Math.log10((double) pair.bytes())).toArray();
    double reach = Arrays.stream(logs).max().orElse(0) - Arrays.stream(logs).min().orElse(0);
    Map<Long, Integer> bins = new HashMap<>();
    for (double log : logs) {
      bins.merge((long) Math.floor(log * BINS), 1, Integer::sum);
    }
    return reach >= 1
        && bins.values().stream().filter(many -> many >= MIN_OF_BIN).count() >= BINS
        && sample.stream().mapToLong(SizedTime::bytes).distinct().count() >= MIN_SIZES;
  }

  /**
   * @param alpha of a false alarm at this endpoint
   */
  Growth growth(String endpoint, double alpha) {
    List<SizedTime> sample = List.copyOf(pairs.values());
    return new Growth(
        endpoint,
        count,
        sample.stream().mapToLong(SizedTime::bytes).min().orElse(0),
        sample.stream().mapToLong(SizedTime::bytes).max().orElse(0),
        productionBytes(),
        isAssessable() ? fit(sample, alpha) : null,
        sample.subList(0, Math.min(DRAWN, sample.size())));
  }

  private Growth.Fit fit(List<SizedTime> sample, double alpha) {
    double[] bytes = values(sample, SizedTime::bytes);
    double[] control = values(sample, SizedTime::controlNanos);
    double[] candidate = values(sample, SizedTime::candidateNanos);
    TheilSen more = new TheilSen(LegGrowth.logs(bytes), ratios(sample));
    double production = (double) productionBytes();
    return new Growth.Fit(
        LegGrowth.of(bytes, control, production),
        LegGrowth.of(bytes, candidate, production),
        more.exponent(),
        more.lower(alpha),
        slowerWhereLarge(sample, alpha));
  }

  /** A steeper line may still lie below: what a build saves on each answer makes it steeper. */
  private static double slowerWhereLarge(List<SizedTime> sample, double alpha) {
    List<SizedTime> ascending = new ArrayList<>(sample);
    ascending.sort(Comparator.comparingLong(SizedTime::bytes));
    int from = ascending.size() - ascending.size() / LARGEST;
    double[] ratios = ratios(ascending.subList(from, ascending.size()));
    return new PairedRatio(ratios).lower(alpha);
  }

  private static double[] ratios(List<SizedTime> sample) {
    return sample.stream()
        .mapToDouble(pair -> Math.log((double) pair.candidateNanos() / pair.controlNanos()))
        .toArray();
  }

  /** The 99th percentile by weight. */
  private long productionBytes() {
    List<Size> ascending = new ArrayList<>(production.values());
    ascending.sort(Comparator.comparingLong(Size::bytes));
    // Of context alone nothing is known of the traffic: then it stands for itself.
    boolean weighted = ascending.stream().anyMatch(size -> size.weight() > 0);
    double all = weighted ? ascending.stream().mapToDouble(Size::weight).sum() : ascending.size();
    double below = 0;
    long found = 0;
    for (Size size : ascending) {
      found = size.bytes();
      below += weighted ? size.weight() : 1;
      if (below >= 0.99 * all) {
        break;
      }
    }
    return found;
  }

  private static double[] values(List<SizedTime> sample, ToDoubleFunction<SizedTime> value) {
    return sample.stream().mapToDouble(value).toArray();
  }
}
