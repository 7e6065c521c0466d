package dev.parallax.replayer.protect;

/**
 * When the next attempt is due at the earliest: one interval after the one before, whatever time
 * has gone by unused, so that there are no bursts.
 *
 * <p>What begins late by up to {@link #CATCH_UP_NANOS} does not move those after it, or the
 * lateness of timers would add up and the rate never be reached. So N a second means at most N + 1
 * and what falls into that time, in any second.
 */
final class Spacing {

  private static final long CATCH_UP_NANOS = 5_000_000;

  private long intervalNanos;
  private long nextNanos;

  /**
   * @param intervalNanos 0 where everything is due at once
   */
  Spacing(long intervalNanos, long nowNanos) {
    this.intervalNanos = intervalNanos;
    this.nextNanos = nowNanos;
  }

  /** Holds from the attempt after the next one. */
  void every(long nanos) {
    intervalNanos = nanos;
  }

  /** How long the next attempt has to wait; not positive if it need not. */
  long waitNanos(long nowNanos) {
    return nextNanos - nowNanos;
  }

  /**
   * Takes the next place.
   *
   * @return when it was due
   */
  long take(long nowNanos) {
    long due = nextNanos;
    if (intervalNanos > 0) {
      nextNanos = (nowNanos - due > CATCH_UP_NANOS ? nowNanos : due) + intervalNanos;
    }
    return due;
  }
}
