package dev.parallax.replayer.plan;

/**
 * Computes when an exchange is due, from its recorded start alone.
 *
 * <p>Due times are absolute, never summed from gaps, so that being late once delays nothing that
 * comes after.
 *
 * @param speed how fast
 * @param recorded what the run is made of
 * @param beginNanos when the replay begins, on the caller's clock
 */
public record Pace(Speed speed, RecordedSpan recorded, long beginNanos) {

  /** Some 70 years: later is never, and no reason to begin anew with the past. */
  private static final long NEVER_NANOS = Long.MAX_VALUE / 4;

  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * @param recordedNanos the exchange's recorded start, nanoseconds since the Unix epoch
   * @param nowNanos on the clock of {@code beginNanos}
   * @return when it is due on that clock, possibly in the past; at {@code max}: now, whenever asked
   */
  public long dueNanos(long recordedNanos, long nowNanos) {
    return speed instanceof Speed.Max ? nowNanos : beginNanos + plannedNanos(recordedNanos);
  }

  /**
   * When the plan wants it sent: when it is due, but not before all that it waits for is done.
   *
   * @param readyNanos when that was, on the same clock; {@code beginNanos} if it waits for nothing
   */
  public long intendedNanos(long recordedNanos, long readyNanos, long nowNanos) {
    return Math.max(dueNanos(recordedNanos, nowNanos), readyNanos);
  }

  /**
   * How long after an exchange something of it is due that was recorded so long after its start. It
   * keeps its place among all that was recorded meanwhile.
   *
   * @return nanoseconds; 0 at {@code max}
   */
  public long afterNanos(long recordedNanos, long offsetNanos) {
    return switch (speed) {
      case Speed.Max max -> 0;
      case Speed.Times times -> bounded(offsetNanos / times.factor());
      case Speed.Rate rate ->
          plannedNanos(recordedNanos + offsetNanos) - plannedNanos(recordedNanos);
    };
  }

  /** From when the first exchange is due until the last is; 0 at {@code max}. */
  public long durationNanos() {
    return plannedNanos(recorded.firstNanos() + recorded.nanos());
  }

  /** Since the beginning. */
  private long plannedNanos(long recordedNanos) {
    return switch (speed) {
      case Speed.Max max -> 0;
      case Speed.Times times -> bounded((recordedNanos - recorded.firstNanos()) / times.factor());
      case Speed.Rate rate ->
          bounded(
              rate.secondsUntil(recorded.share(recordedNanos), recorded.gaps()) * NANOS_PER_SECOND);
    };
  }

  private static long bounded(double nanos) {
    return Math.min(NEVER_NANOS, Math.round(nanos));
  }
}
