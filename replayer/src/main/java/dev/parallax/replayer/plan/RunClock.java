package dev.parallax.replayer.plan;

import java.time.Instant;

/**
 * Turns readings of the monotonic clock into wall clock times, from one reading of both: within a
 * run, times can't go back.
 *
 * @param wallNanos since the Unix epoch
 * @param monotonicNanos what {@link System#nanoTime} said then
 */
public record RunClock(long wallNanos, long monotonicNanos) {

  /** As both clocks read now. */
  public static RunClock now() {
    Instant now = Instant.now();
    return new RunClock(now.getEpochSecond() * 1_000_000_000L + now.getNano(), System.nanoTime());
  }

  public long wallAt(long nanoTime) {
    return wallNanos + (nanoTime - monotonicNanos);
  }

  /** The reading of the monotonic clock at a wall clock time. */
  public long monotonicAt(long wall) {
    return monotonicNanos + (wall - wallNanos);
  }
}
