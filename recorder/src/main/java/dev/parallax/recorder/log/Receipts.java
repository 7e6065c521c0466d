package dev.parallax.recorder.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The receipts of a log that keeps or loses what waits, in its order. Memory: of the same receipt
 * many times in a row, as where nobody wants any, one entry. Confined to one thread.
 */
public final class Receipts {

  private final Deque<Run> waiting = new ArrayDeque<>();
  private int size;

  /** So many times in a row the same one. */
  private record Run(Receipt receipt, int times) {}

  public void add(Receipt receipt) {
    Run last = waiting.peekLast();
    if (last != null && last.receipt().equals(receipt)) {
      waiting.removeLast();
      waiting.addLast(new Run(receipt, last.times() + 1));
    } else {
      waiting.addLast(new Run(receipt, 1));
    }
    size++;
  }

  /** Settles all that wait. */
  public void settle(boolean kept) {
    settle(size, kept);
  }

  /** Settles so many of those that wait, the oldest. */
  public void settle(int oldest, boolean kept) {
    List<Run> settled = new ArrayList<>();
    int left = oldest;
    while (left > 0) {
      Run first = waiting.removeFirst();
      int times = Math.min(left, first.times());
      settled.add(new Run(first.receipt(), times));
      if (times < first.times()) {
        waiting.addFirst(new Run(first.receipt(), first.times() - times));
      }
      left -= times;
    }
    size -= oldest;
    settled.forEach(run -> settle(run, kept));
  }

  private static void settle(Run run, boolean kept) {
    for (int i = 0; i < run.times(); i++) {
      run.receipt().settled(kept);
    }
  }

  public int size() {
    return size;
  }
}
