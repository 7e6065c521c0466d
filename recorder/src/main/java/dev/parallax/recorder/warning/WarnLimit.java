package dev.parallax.recorder.warning;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets one warning through per interval, and counts those held back. Confined to one thread. */
public final class WarnLimit {

  private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

  private final LongSupplier nanoTime;
  private boolean used;
  private long lastNanos;
  private long heldBack;

  /**
   * @param nanoTime monotonic, as {@link System#nanoTime}
   */
  public WarnLimit(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  public boolean tryPass() {
    long nowNanos = nanoTime.getAsLong();
    if (used && nowNanos - lastNanos < INTERVAL_NANOS) {
      heldBack++;
      return false;
    }
    used = true;
    lastNanos = nowNanos;
    return true;
  }

  /** Held back since the last call. */
  public long takeHeldBack() {
    long count = heldBack;
    heldBack = 0;
    return count;
  }
}
