package dev.parallax.recorder.sample;

/**
 * The running quantile of one endpoint's durations. A histogram of buckets that grow by a constant
 * factor, as DDSketch has them (Masson, Rim, Lee: DDSketch, VLDB 2019), so that the quantile is off
 * by at most {@value #PERCENT} %; halved now and then, so that old times fade. 1 KiB. Confined to
 * one thread.
 */
final class SlowTail {

  /** Below so many durations nobody knows what is slow. */
  static final int MIN_SEEN = 500;

  /** Then all counts are halved. */
  static final int MAX_SEEN = 20_000;

  static final int PERCENT = 4;

  private static final double LOG_GAMMA = Math.log((1 + PERCENT / 100.0) / (1 - PERCENT / 100.0));
  private static final double SHORTEST_NANOS = 50_000;

  /** Up to seven hours. */
  private static final int BUCKETS = 256;

  private final int[] counts = new int[BUCKETS];
  private int seen;

  /** Of those seen, so many are in buckets above {@link #threshold}. */
  private int above;

  private int threshold;

  /**
   * Adds a duration.
   *
   * @return whether it is above the quantile of those before it; of all at most {@code 1 -
   *     quantile} are, while durations stay what they are
   */
  boolean add(long nanos, double quantile) {
    int bucket = bucket(nanos);
    boolean slow = seen >= MIN_SEEN && bucket > threshold;
    counts[bucket]++;
    seen++;
    above += bucket > threshold ? 1 : 0;
    if (seen >= MAX_SEEN) {
      halve();
    }
    settle((1 - quantile) * seen);
    return slow;
  }

  /** Moves the threshold to the lowest bucket that has at most so many above it. */
  private void settle(double allowed) {
    while (above > allowed) {
      threshold++;
      above -= counts[threshold];
    }
    while (threshold > 0 && above + counts[threshold] <= allowed) {
      above += counts[threshold];
      threshold--;
    }
  }

  private void halve() {
    seen = 0;
    above = 0;
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] /= 2;
      seen += counts[i];
      above += i > threshold ? counts[i] : 0;
    }
  }

  private static int bucket(long nanos) {
    double ratio = nanos / SHORTEST_NANOS;
    return ratio <= 1 ? 0 : Math.min(BUCKETS - 1, (int) Math.ceil(Math.log(ratio) / LOG_GAMMA));
  }
}
