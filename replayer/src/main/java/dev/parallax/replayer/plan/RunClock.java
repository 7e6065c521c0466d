package dev.parallax.replayer.plan;

/**
 * Turns readings of the monotonic clock into wall clock times, from one reading of both: within a
 * run, times can't go back.
 *
 * @param wallNanos since the Unix epoch
 * @param monotonicNanos what {@link System#nanoTime} said then
 */
public record RunClock(long wallNanos, long monotonicNanos) {

  public long wallAt(long nanoTime) {
    return wallNanos + (nanoTime - monotonicNanos);
  }
}
