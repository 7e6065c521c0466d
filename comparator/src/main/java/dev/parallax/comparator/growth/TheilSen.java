package dev.parallax.comparator.growth;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The slope of y in x: the median of the slopes between all two points, with the confidence
 * interval of Kendall's rank correlation, allowing for equal x (Sen 1968, "Estimates of the
 * regression coefficient based on Kendall's tau"). Up to 29 % of the points may be anything.
 */
final class TheilSen {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double TWO_SIDED_95 = 0.025;

  private final double[] slopes;
  private final double deviation;

  /**
   * @param x at least two different values
   * @param y of the same length
   * @throws IllegalArgumentException if all x are equal
   */
  TheilSen(double[] x, double[] y) {
    slopes = slopes(x, y);
    if (slopes.length == 0) {
      throw new IllegalArgumentException("one x only (expected: at least two)");
    }
    deviation = deviation(x);
  }

  private static double[] slopes(double[] x, double[] y) {
    double[] all = new double[x.length * (x.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = i + 1; j < x.length; j++) {
        if (x[i] != x[j]) {
          all[count++] = (y[j] - y[i]) / (x[j] - x[i]);
        }
      }
    }
    double[] slopes = Arrays.copyOf(all, count);
    Arrays.sort(slopes);
    return slopes;
  }

  /** Of Kendall's sum of signs where nothing correlates. */
  private static double deviation(double[] x) {
    Map<Double, Integer> ties = new HashMap<>();
    for (double value : x) {
      ties.merge(value, 1, Integer::sum);
    }
    double variance = term(x.length);
    for (int tied : ties.values()) {
      variance -= term(tied);
    }
    return Math.sqrt(variance / 18);
  }

  private static double term(double n) {
    return n * (n - 1) * (2 * n + 5);
  }

  Exponent exponent() {
    return new Exponent(slope(), lower(TWO_SIDED_95), upper(TWO_SIDED_95));
  }

  double slope() {
    int middle = slopes.length / 2;
    return slopes.length % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2;
  }

  /**
   * @param alpha probability that the true slope is below, one-sided, in (0, 0.5)
   */
  double lower(double alpha) {
    return slopes[rank(alpha)];
  }

  private double upper(double alpha) {
    return slopes[slopes.length - 1 - rank(alpha)];
  }

  private int rank(double alpha) {
    double reach = -NORMAL.inverseCumulativeProbability(alpha) * deviation;
    long rank = (long) Math.floor((slopes.length - reach) / 2);
    return Math.clamp(rank, 0, (slopes.length - 1) / 2);
  }
}
