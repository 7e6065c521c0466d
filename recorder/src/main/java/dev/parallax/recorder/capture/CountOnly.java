package dev.parallax.recorder.capture;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.raw.RawExchange;
import java.util.Map;

/** Records nothing, and counts what passes; for a tap that is off. */
public final class CountOnly implements Capture {

  private final Ledger ledger = new Ledger();

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
  public void submit(RawExchange exchange) {
    count(Fate.TAP_OFF);
  }

  @Override
  public void count(Fate fate) {
    ledger.count(Ledger.UNCLASSIFIED, fate, 0);
  }

  /** Exchanges by fate; fates without any are left out. */
  public Map<Fate, Long> totals() {
    return ledger.totals();
  }
}
