package dev.parallax.recorder.sample;

import java.util.concurrent.TimeUnit;

/** So many at once, and so many a minute after that. Confined to one thread. */
final class Allowance {

  private final long nanosEach;
  private final long maxNanos;
  private long savedNanos;
  private long lastNanos;

  Allowance(int atOnce, int perMinute, long nowNanos) {
    nanosEach = TimeUnit.MINUTES.toNanos(1) / perMinute;
    maxNanos = atOnce * nanosEach;
    savedNanos = maxNanos;
    lastNanos = nowNanos;
  }

  /** Whether there is one left. */
  boolean has(long nowNanos) {
    savedNanos = Math.min(maxNanos, savedNanos + nowNanos - lastNanos);
    lastNanos = nowNanos;
    return savedNanos >= nanosEach;
  }

  void take() {
    savedNanos -= nanosEach;
  }
}
