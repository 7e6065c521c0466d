package dev.parallax.recorder.capture;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.raw.RawExchange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges that the worker took and that have no fate yet: the one in its hand, and those that
 * the log took but may still lose. Each is counted exactly once, even where the worker hangs.
 *
 * <p>The worker tells what becomes of them; {@link #end} may come from another thread. What the
 * worker tells after that counts no more.
 */
public final class Unsettled {

  private final Ledger ledger;
  private final List<Appended> appended = new ArrayList<>();
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

  /** The log took the one in hand. */
  synchronized void append(String endpoint) {
    if (inHand != null) {
      appended.add(new Appended(endpoint, wireBytes(inHand)));
      inHand = null;
    }
  }

  /** The fate of all that the log took until now. */
  synchronized void settleAppended(Fate fate) {
    appended.forEach(exchange -> ledger.count(exchange.endpoint, fate, exchange.bytes));
    appended.clear();
  }

  /** One that nobody took before the time to shut down was over. */
  void leftOver(RawExchange exchange) {
    ledger.count(Ledger.UNCLASSIFIED, Fate.LOST_AT_SHUTDOWN, wireBytes(exchange));
  }

  /** Lost, since the time to shut down is over. */
  synchronized void end() {
    settle(Ledger.UNCLASSIFIED, Fate.LOST_AT_SHUTDOWN);
    settleAppended(Fate.LOST_AT_SHUTDOWN);
  }

  /** Bytes of both bodies as they passed, captured or not. */
  public static long wireBytes(RawExchange raw) {
    long response = raw.response() == null ? 0 : raw.response().body().length();
    return raw.request().body().length() + response;
  }

  private record Appended(String endpoint, long bytes) {}
}
