package dev.parallax.comparator.latency;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The ratio of paired response times: Hodges–Lehmann estimate of the median logarithm, with the
 * confidence interval of Wilcoxon's signed-rank test (Hollander and Wolfe, section 3.3, normal
 * approximation).
 */
public final class PairedRatio {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double TWO_SIDED_95 = 0.025;

  private final WalshAverages averages;
  private final int pairs;

  /**
   * @param logs natural logarithms of candidate over control, one for each exchange; not empty
   */
  public PairedRatio(double[] logs) {
    averages = new WalshAverages(logs);
    pairs = logs.length;
  }

  Ratio ratio(long allPairs) {
    return new Ratio(
        Math.exp(averages.median()), lower(TWO_SIDED_95), upper(TWO_SIDED_95), allPairs);
  }

  /**
   * @param alpha probability that the true ratio is below, one-sided, in (0, 0.5)
   */
  public double lower(double alpha) {
    return Math.exp(averages.kth(rank(alpha)));
  }

  private double upper(double alpha) {
    return Math.exp(averages.kth(averages.count() + 1 - rank(alpha)));
  }

  private long rank(double alpha) {
    double n = pairs;
    double mean = n * (n + 1) / 4;
    double deviation = Math.sqrt(n * (n + 1) * (2 * n + 1) / 24);
    double rank = mean + NORMAL.inverseCumulativeProbability(alpha) * deviation;
    return Math.max(1, (long) Math.floor(rank));
  }
}
