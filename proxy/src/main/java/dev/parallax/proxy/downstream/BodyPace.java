package dev.parallax.proxy.downstream;

import java.time.Duration;

/**
 * Whether a request's body comes fast enough in the long run, so that nobody holds a connection and
 * an upstream by a byte now and then. Time in which the upstream took no more is not the client's.
 * Confined to the event loop.
 */
final class BodyPace {

  private final long graceNanos;
  private final int minRate;
  private long startNanos;
  private long pausedNanos;
  private long pausedSinceNanos;
  private boolean started;
  private boolean paused;
  private long bytes;

  /**
   * @param minRate bytes per second once {@code grace} is over; 0 for any
   */
  BodyPace(Duration grace, int minRate) {
    graceNanos = grace.toNanos();
    this.minRate = minRate;
  }

  /** Some more came. */
  void came(int count, long nowNanos) {
    if (!started) {
      started = true;
      startNanos = nowNanos;
      // What was waited for before is no part of the body's time.
      pausedNanos = 0;
      pausedSinceNanos = nowNanos;
    }
    bytes += count;
  }

  /** Nothing is read any more, until {@link #resume}. */
  void pause(long nowNanos) {
    if (!paused) {
      paused = true;
      pausedSinceNanos = nowNanos;
    }
  }

  void resume(long nowNanos) {
    if (paused) {
      paused = false;
      pausedNanos += nowNanos - pausedSinceNanos;
    }
  }

  boolean isTooSlow(long nowNanos) {
    if (!started || paused || minRate == 0) {
      return false;
    }
    double allowed = graceNanos + bytes * 1e9 / minRate;
    return nowNanos - startNanos - pausedNanos > allowed;
  }
}
