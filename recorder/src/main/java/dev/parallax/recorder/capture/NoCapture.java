package dev.parallax.recorder.capture;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.raw.RawExchange;

/** Records nothing and counts nothing. */
enum NoCapture implements Capture {
  INSTANCE;

  @Override
  public boolean tryReserve(int bytes) {
    return false;
  }

  @Override
  public long maxBytes() {
    return 0;
  }

  @Override
  public void release(int bytes) {}

  @Override
  public void submit(RawExchange exchange) {}

  @Override
  public void count(Fate fate) {}
}
