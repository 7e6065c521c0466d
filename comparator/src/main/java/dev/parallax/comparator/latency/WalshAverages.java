package dev.parallax.comparator.latency;

import java.util.Arrays;

/**
 * The n(n+1)/2 averages of each two of n values (and of each with itself), in ascending order,
 * without listing them: the kth is found by bisection over the doubles, each step counting in
 * linear time. At most 64 steps, exact.
 */
final class WalshAverages {

  private final double[] sorted;

  WalshAverages(double[] values) {
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  long count() {
    return (long) sorted.length * (sorted.length + 1) / 2;
  }

  /** The middle one, or the mean of the two in the middle: the Hodges–Lehmann estimate. */
  double median() {
    long count = count();
    return (kth((count + 1) / 2) + kth(count / 2 + 1)) / 2;
  }

  /**
   * @param k from 1 to {@link #count}
   */
  double kth(long k) {
    long low = ordinal(sorted[0]);
    long high = ordinal(sorted[sorted.length - 1]);
    while (low < high) {
      // The mean, rounded down, without overflow.
      long middle = (low & high) + ((low ^ high) >> 1);
      if (atMost(value(middle)) >= k) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return value(low);
  }

  private long atMost(double limit) {
    long count = 0;
    int j = sorted.length - 1;
    for (int i = 0; i < sorted.length; i++) {
      while (j >= i && (sorted[i] + sorted[j]) / 2 > limit) {
        j--;
      }
      if (j < i) {
        break;
      }
      count += j - i + 1;
    }
    return count;
  }

  /** Maps doubles to longs in their order. */
  private static long ordinal(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits >= 0 ? bits : Long.MIN_VALUE - bits;
  }

  private static double value(long ordinal) {
    return Double.longBitsToDouble(ordinal >= 0 ? ordinal : Long.MIN_VALUE - ordinal);
  }
}
