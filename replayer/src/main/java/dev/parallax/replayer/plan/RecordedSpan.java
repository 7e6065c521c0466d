package dev.parallax.replayer.plan;

/**
 * How much was recorded in which time: what a rate is reckoned from. Starts are nanoseconds since
 * the Unix epoch.
 *
 * @param firstNanos the earliest start
 * @param lastNanos the latest start
 * @param exchanges how many there are
 */
public record RecordedSpan(long firstNanos, long lastNanos, long exchanges) {

  /** From the first start to the last. */
  public long nanos() {
    return Math.max(0, lastNanos - firstNanos);
  }

  /** How many times one follows another. */
  long gaps() {
    return Math.max(0, exchanges - 1);
  }

  /** How much of the span has passed: 0 at the first start, 1 at the last, more after it. */
  double share(long recordedNanos) {
    return nanos() == 0 ? 0 : Math.max(0, (recordedNanos - firstNanos) / (double) nanos());
  }
}
