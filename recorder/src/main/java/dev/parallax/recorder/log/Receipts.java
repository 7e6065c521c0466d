package dev.parallax.recorder.log;

import java.util.ArrayList;
import java.util.List;

/** The receipts of a log that keeps or loses all that waits at once. Confined to one thread. */
public final class Receipts {

  private final List<Receipt> waiting = new ArrayList<>();

  public void add(Receipt receipt) {
    waiting.add(receipt);
  }

  public void settle(boolean kept) {
    List<Receipt> settled = List.copyOf(waiting);
    waiting.clear();
    settled.forEach(receipt -> receipt.settled(kept));
  }
}
