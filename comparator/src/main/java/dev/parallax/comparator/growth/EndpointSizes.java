package dev.parallax.comparator.growth;

import dev.parallax.comparator.sample.BottomK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

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

  /** Whether sizes tell anything: over a decade, and all along it. */
  boolean isAssessable() {
    List<SizedTime> sample = List.copyOf(pairs.values());
    if (sample.size() < MIN_PAIRS) {
      return false;
    }
    double[] logs =
        sample.stream().mapToDouble(pair -> Math.log10((double) pair.bytes())).toArray();
    double reach = Arrays.stream(logs).max().orElse(0) - Arrays.stream(logs).min().orElse(0);
    Map<Long, Integer> bins = new HashMap<>();
    for (double log : logs) {
      bins.merge((long) Math.floor(log * BINS), 1, Integer::sum);
    }
    return reach >= 1 && bins.values().stream().filter(many -> many >= MIN_OF_BIN).count() >= BINS;
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

  private Growth.@Nullable Fit fit(List<SizedTime> sample, double alpha) {
    double[] bytes = logs(sample, SizedTime::bytes);
    double[] control = logs(sample, SizedTime::controlNanos);
    double[] candidate = logs(sample, SizedTime::candidateNanos);
    double[] ratio = new double[bytes.length];
    Arrays.setAll(ratio, i -> candidate[i] - control[i]);
    Exponent ofControl = new TheilSen(bytes, control).exponent();
    Exponent ofCandidate = new TheilSen(bytes, candidate).exponent();
    TheilSen more = new TheilSen(bytes, ratio);
    double middle = median(bytes);
    double at =
        Math.log((double) (productionBytes() > 0 ? productionBytes() : sample.getLast().bytes()));
    return new Growth.Fit(
        ofControl,
        ofCandidate,
        more.exponent(),
        more.lower(alpha),
        Prediction.of(ofControl, middle, median(control), at),
        Prediction.of(ofCandidate, middle, median(candidate), at));
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

  private static double[] logs(List<SizedTime> sample, ToDoubleFunction<SizedTime> value) {
    return sample.stream().mapToDouble(value).map(Math::log).toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
