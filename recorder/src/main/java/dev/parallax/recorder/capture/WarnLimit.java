package dev.parallax.recorder.capture;

import java.time.Duration;

/** Lets one warning through per interval, and counts those held back. Confined to one thread. */
final class WarnLimit {

  private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

  private final Clocks clocks;
  private boolean used;
  private long lastNanos;
  private long heldBack;

  WarnLimit(Clocks clocks) {
    this.clocks = clocks;
  }

  boolean tryPass() {
    long nowNanos = clocks.nanos();
    if (used && nowNanos - lastNanos < INTERVAL_NANOS) {
      heldBack++;
      return false;
    }
    used = true;
    lastNanos = nowNanos;
    return true;
  }

  /** Held back since the last call. */
  long takeHeldBack() {
    long count = heldBack;
    heldBack = 0;
    return count;
  }
}
