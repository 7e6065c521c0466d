package dev.parallax.recorder.log;

import java.util.ArrayList;
import java.util.List;

/** The receipts of a log that keeps or loses what waits, in its order. Confined to one thread. */
public final class Receipts {

  private final List<Receipt> waiting = new ArrayList<>();

  public void add(Receipt receipt) {
    waiting.add(receipt);
  }

  /** Settles all that wait. */
  public void settle(boolean kept) {
    settle(waiting.size(), kept);
  }

  /** Settles so many of those that wait, the oldest. */
  public void settle(int oldest, boolean kept) {
    List<Receipt> first = waiting.subList(0, oldest);
    List<Receipt> settled = List.copyOf(first);
    first.clear();
    settled.forEach(receipt -> receipt.settled(kept));
  }

  public int size() {
    return waiting.size();
  }
}
