package dev.parallax.replayer.plan;

/**
 * Computes when an exchange is due: its recorded offset from the first one, divided by the speed.
 *
 * <p>Due times are absolute, never summed from gaps, so that being late once delays nothing that
 * comes after.
 *
 * @param speed how fast
 * @param firstRecordedNanos the earliest recorded start, nanoseconds since the Unix epoch
 * @param beginNanos when the replay begins, on the caller's clock
 */
public record Pace(Speed speed, long firstRecordedNanos, long beginNanos) {

  /**
   * @param recordedNanos the exchange's recorded start, nanoseconds since the Unix epoch
   * @param nowNanos on the clock of {@code beginNanos}
   * @return when it is due on that clock, possibly in the past; at {@code max}: now, whenever asked
   */
  public long dueNanos(long recordedNanos, long nowNanos) {
    return switch (speed) {
      case Speed.Max max -> nowNanos;
      case Speed.Times times ->
          beginNanos + Math.round((recordedNanos - firstRecordedNanos) / times.factor());
    };
  }

  /**
   * When the plan wants it sent: when it is due, but not before all that it waits for is done.
   *
   * @param readyNanos when that was, on the same clock; {@code beginNanos} if it waits for nothing
   */
  public long intendedNanos(long recordedNanos, long readyNanos, long nowNanos) {
    return Math.max(dueNanos(recordedNanos, nowNanos), readyNanos);
  }
}
