package dev.parallax.recorder.log.spool;

import com.google.protobuf.MessageLite;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Sanitised;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the log was given without going through the spool, until it is acknowledged: what is not
 * within some seconds, or what the log gives up, goes to the spool. Thread-safe; holds {@value
 * #MAX_BYTES} bytes of events at most, and {@value #MAX_EVENTS} of them.
 */
final class Direct {

  /** As much as the producer's own buffer, which holds them compressed. */
  static final int MAX_BYTES = 8 << 20;

  static final int MAX_EVENTS = 10_000;

  private final long stuckNanos;

  /** In the order in which they were appended. */
  private final SequencedSet<Sent> sent = new LinkedHashSet<>();

  /** The ids of those that were moved to the spool, and that the log acknowledged after that. */
  private final Set<String> keptMeanwhile = new HashSet<>();

  private long bytes;

  /** Also of those that were moved: the log still tries to deliver them. */
  private long unsettled;

  /** Of those that were not moved. */
  private long failed;

  /** Events that neither the log nor anybody else keeps. */
  private long lost;

  Direct(Duration stuck) {
    stuckNanos = stuck.toNanos();
  }

  private enum Outcome {
    OPEN,
    KEPT,
    LOST
  }

  /** One event that the log was given; settled by the log, on its thread. */
  final class Sent implements Receipt {
    private final Sanitised<? extends MessageLite> event;
    private final Receipt receipt;
    private final int size;
    private final long sinceNanos = System.nanoTime();
    private boolean moved;
    private Outcome outcome = Outcome.OPEN;

    Sent(Sanitised<? extends MessageLite> event, Receipt receipt) {
      this.event = event;
      this.receipt = receipt;
      size = event.event().getSerializedSize();
    }

    Sanitised<? extends MessageLite> event() {
      return event;
    }

    /** Of whoever appended it. */
    Receipt receipt() {
      return receipt;
    }

    @Override
    public void settled(boolean kept) {
      if (settle(this, kept)) {
        receipt.settled(true);
      }
    }

    @Override
    public void refused() {
      if (refuse(this)) {
        receipt.settled(false);
      }
    }
  }

  /** To be given to the log with the event; {@link #notTaken} if that does not take it. */
  synchronized Sent add(Sanitised<? extends MessageLite> event, Receipt receipt) {
    Sent one = new Sent(event, receipt);
    sent.add(one);
    bytes += one.size;
    unsettled++;
    return one;
  }

  synchronized void notTaken(Sent one) {
    unsettled--;
    forget(one);
  }

  private synchronized boolean settle(Sent one, boolean kept) {
    unsettled--;
    one.outcome = kept ? Outcome.KEPT : Outcome.LOST;
    notifyAll();
    if (one.moved) {
      if (kept) {
        keptMeanwhile.add(Ids.of(one.event.event()));
      }
      return false;
    }
    if (kept) {
      forget(one);
    } else {
      failed++;
    }
    return kept;
  }

  private synchronized boolean refuse(Sent one) {
    unsettled--;
    notifyAll();
    if (one.moved) {
      return false; // It will be refused again.
    }
    forget(one);
    lost++;
    return true;
  }

  private void forget(Sent one) {
    if (sent.remove(one)) {
      bytes -= one.size;
    }
  }

  /** How many nobody keeps, since this was last asked: refused for good, or given up twice. */
  synchronized long takeLost() {
    long taken = lost;
    lost = 0;
    return taken;
  }

  /**
   * @return whether there is room for one more, after waiting for it at most so long
   */
  synchronized boolean awaitRoom(Duration atMost) {
    return await(atMost, () -> bytes < MAX_BYTES && sent.size() < MAX_EVENTS);
  }

  /** Whether all that the log was given is settled, after waiting for it at most so long. */
  synchronized boolean awaitSettled(Duration atMost) {
    return await(atMost, () -> unsettled == 0);
  }

  /** Whether the log gave something up, or has not acknowledged it for too long. */
  synchronized boolean isStuck() {
    Iterator<Sent> oldest = sent.iterator();
    return failed > 0
        || (oldest.hasNext() && System.nanoTime() - oldest.next().sinceNanos >= stuckNanos);
  }

  /** Takes the first that is not acknowledged, to be kept elsewhere; null if there is none. */
  synchronized @Nullable Sent moveFirst() {
    if (sent.isEmpty()) {
      return null;
    }
    Sent one = sent.removeFirst();
    one.moved = true;
    bytes -= one.size;
    failed -= one.outcome == Outcome.LOST ? 1 : 0;
    return one;
  }

  /**
   * Nobody else could keep the one that was moved last: its receipt is settled by the log again.
   *
   * @return whether the log may still acknowledge it
   */
  boolean moveBack(Sent one) {
    Outcome outcome = putBack(one);
    if (outcome != Outcome.OPEN) {
      one.receipt.settled(outcome == Outcome.KEPT);
    }
    return outcome == Outcome.OPEN;
  }

  private synchronized Outcome putBack(Sent one) {
    one.moved = false;
    if (one.outcome == Outcome.OPEN) {
      sent.addFirst(one);
      bytes += one.size;
    } else {
      keptMeanwhile.remove(Ids.of(one.event.event()));
      lost += one.outcome == Outcome.LOST ? 1 : 0;
    }
    return one.outcome;
  }

  /** Whether the log has acknowledged it after it was moved; asked once of each. */
  synchronized boolean wasKept(String id) {
    return keptMeanwhile.remove(id);
  }

  private interface Condition {
    boolean holds();
  }

  private boolean await(Duration atMost, Condition condition) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.holds()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      try {
        wait(left / 1_000_000 + 1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return condition.holds();
      }
    }
    return true;
  }
}
