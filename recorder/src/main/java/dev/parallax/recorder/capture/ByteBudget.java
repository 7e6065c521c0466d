package dev.parallax.recorder.capture;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bytes of exchanges in flight. Any thread; nothing blocks. */
public final class ByteBudget {

  private final long maxBytes;
  private final AtomicLong reserved = new AtomicLong();

  /**
   * @param maxBytes at least 0
   */
  public ByteBudget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Takes all of the bytes, or none. */
  public boolean tryReserve(long bytes) {
    long before = reserved.get();
    while (bytes <= maxBytes - before) {
      long witness = reserved.compareAndExchange(before, before + bytes);
      if (witness == before) {
        return true;
      }
      before = witness;
    }
    return false;
  }

  /** Gives bytes back. More than are reserved, a caller's mistake, never make the budget grow. */
  public void release(long bytes) {
    reserved.updateAndGet(held -> Math.max(0, held - bytes));
  }

  public long reservedBytes() {
    return reserved.get();
  }
}
