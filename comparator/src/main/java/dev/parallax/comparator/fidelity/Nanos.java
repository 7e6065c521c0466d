package dev.parallax.comparator.fidelity;

import java.util.Arrays;

/** All of some durations, in nanoseconds; 8 bytes each. */
final class Nanos {

  private static final int FIRST_CAPACITY = 1_024;

  private long[] values = new long[FIRST_CAPACITY];
  private int count;
  private boolean sorted;

  void add(long nanos) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = nanos;
    sorted = false;
  }

  int count() {
    return count;
  }

  /**
   * By nearest rank.
   *
   * @param share in (0, 1]; there is at least one
   */
  long quantile(double share) {
    if (!sorted) {
      Arrays.sort(values, 0, count);
      sorted = true;
    }
    return values[Math.max(1, (int) Math.ceil(share * count)) - 1];
  }
}
