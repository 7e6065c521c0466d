package dev.parallax.bench.load.client;

/**
 * Counts durations in buckets of less than 1 % width, in a fixed 35 KiB. Confined to one thread
 * while it records.
 *
 * <p>Values below 128 ns have a bucket each; each doubling above has 128 buckets. A percentile is
 * the upper bound of its bucket, so it is never understated.
 */
final class Histogram {

  private static final int SUB_BITS = 7;
  private static final int SUB = 1 << SUB_BITS;

  /** Up to 2^41 ns, more than half an hour. */
  private static final int DOUBLINGS = 34;

  private final long[] counts = new long[SUB * (DOUBLINGS + 1)];
  private long total;

  void record(long nanos) {
    counts[bucket(Math.max(0, nanos))]++;
    total++;
  }

  long total() {
    return total;
  }

  /** In microseconds; NaN if nothing was recorded. */
  double percentileMicros(double percent) {
    long rank = Math.max(1, (long) Math.ceil(total * percent / 100));
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= rank) {
        return upperBound(bucket) / 1e3;
      }
    }
    return Double.NaN;
  }

  private static int bucket(long nanos) {
    int doubling = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(nanos) - SUB_BITS - 1);
    // The mantissa's leading bit counts itself: 128..255 in each doubling, 0..127 below the first.
    long bucket = ((long) doubling << SUB_BITS) + (nanos >>> doubling);
    return (int) Math.min(bucket, SUB * (DOUBLINGS + 1) - 1);
  }

  private static long upperBound(int bucket) {
    if (bucket < 2 * SUB) {
      return bucket;
    }
    int doubling = (bucket >> SUB_BITS) - 1;
    long mantissa = bucket - ((long) doubling << SUB_BITS);
    return ((mantissa + 1) << doubling) - 1;
  }
}
