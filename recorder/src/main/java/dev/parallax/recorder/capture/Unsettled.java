package dev.parallax.recorder.capture;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.raw.RawExchange;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges that the worker took and that have no fate yet: the one in its hand, those that
 * were sampled out but may still be needed, and those that the log took but may still lose. Each is
 * counted exactly once, even where the worker hangs.
 *
 * <p>The worker tells what becomes of them, and the log on any thread; {@link #end} may come from
 * another one. What is told after that counts no more.
 */
public final class Unsettled {

  private final Ledger ledger;

  /** The ring of those that the log took, in that order; this one stands for none. */
  private final Member appended = new Member(0);

  /** The ring of those that are held back, likewise. */
  private final Member heldBack = new Member(0);

  private @Nullable RawExchange inHand;

  public Unsettled(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The worker has this one in its hand. */
  synchronized void take(RawExchange exchange) {
    inHand = exchange;
  }

  /** The fate of the one in hand, if there still is one. */
  synchronized void settle(String endpoint, Fate fate) {
    if (inHand != null) {
      ledger.count(endpoint, fate, wireBytes(inHand));
      inHand = null;
    }
  }

  /**
   * The one in hand goes to the log.
   *
   * @return to be settled by the log, once it keeps or loses it
   */
  synchronized Receipt append(String endpoint) {
    if (inHand == null) {
      return Receipt.none();
    }
    Member exchange = new Member(wireBytes(inHand));
    exchange.endpoint = endpoint;
    exchange.give();
    inHand = null;
    return exchange;
  }

  /** The one in hand was sampled out, unless one that comes later needs it. */
  synchronized HeldBack holdBack(String endpoint) {
    Member exchange = new Member(inHand == null ? 0 : wireBytes(inHand));
    exchange.endpoint = endpoint;
    if (inHand != null) {
      exchange.join(heldBack);
      inHand = null;
    }
    return exchange;
  }

  /** The fate of all that went to the log and was not settled until now. */
  synchronized void settleAppended(Fate fate) {
    while (appended.next != appended) {
      settle(appended.next, fate);
    }
  }

  private synchronized void settle(Member exchange, Fate fate) {
    if (exchange.leave()) {
      ledger.count(exchange.endpoint, fate, exchange.bytes);
      ledger.tally().unheard(exchange.given ? -1 : 0);
    }
  }

  /** So many of those that counted as captured are lost after all. */
  void withdraw(long exchanges) {
    if (exchanges > 0) {
      ledger.withdraw(exchanges);
    }
  }

  /** One that nobody took before the time to shut down was over. */
  void leftOver(RawExchange exchange) {
    ledger.count(Ledger.UNCLASSIFIED, Fate.LOST_AT_SHUTDOWN, wireBytes(exchange));
  }

  /** Lost, since the time to shut down is over. */
  synchronized void end() {
    settle(Ledger.UNCLASSIFIED, Fate.LOST_AT_SHUTDOWN);
    settleAppended(Fate.LOST_AT_SHUTDOWN);
    while (heldBack.next != heldBack) {
      settle(heldBack.next, heldBack.next.chosen ? Fate.LOST_AT_SHUTDOWN : Fate.SAMPLED_OUT);
    }
  }

  /** Bytes of both bodies as they passed, captured or not. */
  public static long wireBytes(RawExchange raw) {
    long response = raw.response() == null ? 0 : raw.response().body().length();
    return raw.request().body().length() + response;
  }

  /** One that was sampled out and may still be recorded; its fate is told by one of these. */
  interface HeldBack {

    /** It is to be recorded after all. */
    void choose();

    /** Nothing that came later needed it. */
    void sampledOut();

    /** It was to be recorded, and can't be. */
    void lost(Fate fate);

    /**
     * It goes to the log.
     *
     * @return to be settled by the log, once it keeps or loses it
     */
    Receipt append(String endpoint);
  }

  /** Links and receipt in one, since there is one for each exchange. */
  private final class Member implements Receipt, HeldBack {
    private final long bytes;
    private String endpoint = Ledger.UNCLASSIFIED;
    private boolean chosen;
    private boolean given;
    private Member previous = this;
    private Member next = this;

    Member(long bytes) {
      this.bytes = bytes;
    }

    @Override
    public void settled(boolean kept) {
      settle(this, kept ? Fate.CAPTURED : Fate.LOST_LOG_ERROR);
    }

    @Override
    public void choose() {
      synchronized (Unsettled.this) {
        chosen = true;
      }
    }

    @Override
    public void sampledOut() {
      settle(this, Fate.SAMPLED_OUT);
    }

    @Override
    public void lost(Fate fate) {
      settle(this, fate);
    }

    @Override
    public Receipt append(String endpoint) {
      synchronized (Unsettled.this) {
        if (leave()) {
          this.endpoint = endpoint;
          give();
        }
        return this;
      }
    }

    /** The log is about to take it: from here on it may hold it, whatever is heard of that. */
    private void give() {
      given = true;
      ledger.tally().unheard(1);
      join(appended);
    }

    /** Becomes the last of the ring. */
    private void join(Member ring) {
      previous = ring.previous;
      next = ring;
      previous.next = this;
      ring.previous = this;
    }

    /** Leaves its ring; false if it had left before. */
    private boolean leave() {
      boolean member = next != this;
      previous.next = next;
      next.previous = previous;
      previous = this;
      next = this;
      return member;
    }
  }
}
