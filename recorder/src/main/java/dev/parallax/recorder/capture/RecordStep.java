package dev.parallax.recorder.capture;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proto.Selection;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.sample.Choice;
import dev.parallax.recorder.sample.Sampler;
import dev.parallax.recorder.sanitize.Sanitised;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes one exchange from the queue to its fate: sample, sanitise, append, count. What the log took
 * counts as captured once that keeps it. While the log is away, the exchange stays in hand: those
 * behind it wait in the queue, and only what that has no room for is lost.
 *
 * <p>What is sampled out is held back for a while, see {@link LookBack}. Where an exchange is kept
 * though its session was not sampled, what its session did just before goes to the log first: a
 * replay may need what it was answered. What the session does after that stays away: nothing that
 * was kept depends on it. Confined to the worker's thread.
 */
public final class RecordStep {

  private final Sampler sampler;
  private final ExchangeSanitiser sanitiser;
  private final LogFeed log;
  private final Unsettled unsettled;
  private final Fitting fitting;
  private final LookBack lookBack;
  private final Consumer<RawExchange> done;
  private final FaultWarnings warnings;
  private final Endpoints endpoints;

  /** What goes to the log before the one in hand. */
  private final ArrayDeque<LookBack.Entry> context = new ArrayDeque<>();

  /** The one in hand, until it is sanitised. */
  private @Nullable Chosen chosen;

  /** Sanitised, and not taken by the log yet. */
  private @Nullable Held held;

  /**
   * @param queue that the exchanges come from; what is held back is given back to it later
   * @param lookBackBytes how much may be held back
   */
  public RecordStep(
      Sampler sampler,
      ExchangeSanitiser sanitiser,
      LogFeed log,
      Unsettled unsettled,
      Endpoints endpoints,
      CaptureQueue queue,
      long lookBackBytes,
      Clocks clocks) {
    this.sampler = sampler;
    this.sanitiser = sanitiser;
    this.log = log;
    this.unsettled = unsettled;
    fitting = new Fitting(log);
    done = queue::done;
    lookBack = new LookBack(lookBackBytes, clocks, done);
    this.endpoints = endpoints;
    warnings = new FaultWarnings(clocks);
  }

  private record Chosen(RawExchange raw, Selection selection) {}

  private record Held(Sanitised<Exchange> exchange, Receipt receipt) {}

  /** What became of the exchange in hand. */
  enum Result {
    /** It is done with: its reservation can be given back. */
    DONE,
    /** The log is away: {@link #again} is next. */
    NOT_NOW,
    /** Held back: this step gives its reservation back. */
    HELD_BACK
  }

  Result record(RawExchange raw) {
    chosen = null;
    held = null;
    unsettled.take(raw);
    Choice choice;
    String endpoint;
    try {
      endpoint = endpoints.learn(raw);
      choice = sampler.choose(raw, () -> sanitiser.session(raw));
    } catch (RuntimeException | Error fault) {
      failed(fault);
      unsettled.settle(Ledger.UNCLASSIFIED, Fate.LOST_SANITISER_ERROR);
      return Result.DONE;
    }
    return switch (choice) {
      case Choice.SampledOut out -> sampledOut(raw, out.session(), endpoint);
      case Choice.Kept kept -> {
        if (kept.selection().getOrphan()) {
          context.addAll(lookBack.take(kept.session()));
        }
        chosen = new Chosen(raw, kept.selection());
        yield again();
      }
    };
  }

  private Result sampledOut(RawExchange raw, String session, String endpoint) {
    if (raw.route().keep().isNothing() || !lookBack.takes(raw)) {
      unsettled.settle(endpoint, Fate.SAMPLED_OUT);
      return Result.DONE;
    }
    lookBack.add(raw, session, unsettled.holdBack(endpoint));
    return Result.HELD_BACK;
  }

  /** Tries once more what the log could not take. */
  Result again() {
    while (held != null || next()) {
      Held tried = held;
      if (tried == null) {
        continue;
      }
      LogFeed.Answer answer = log.append(tried.exchange(), tried.receipt());
      if (answer == LogFeed.Answer.NOT_NOW) {
        // The queue needs the room now.
        lookBack.clear();
        return Result.NOT_NOW;
      }
      held = null;
      if (answer == LogFeed.Answer.REFUSED) {
        tried.receipt().settled(false);
      }
    }
    return Result.DONE;
  }

  /** Sanitises the next that is for the log, if there is one; it may fail at that. */
  private boolean next() {
    LookBack.Entry before = context.poll();
    if (before != null) {
      if (!hold(before.raw(), sampler.context(), before.fate()::append)) {
        before.fate().lost(Fate.LOST_SANITISER_ERROR);
      }
      done.accept(before.raw());
      return true;
    }
    Chosen now = chosen;
    chosen = null;
    if (now != null && !hold(now.raw(), now.selection(), unsettled::append)) {
      unsettled.settle(Ledger.UNCLASSIFIED, Fate.LOST_SANITISER_ERROR);
    }
    return now != null;
  }

  /**
   * @param append tells under which endpoint it goes to the log
   * @return false if it could not be sanitised
   */
  private boolean hold(RawExchange raw, Selection selection, Function<String, Receipt> append) {
    try {
      Sanitised<Exchange> sanitised = fitting.fit(sanitiser.exchange(raw, selection));
      held = new Held(sanitised, append.apply(endpoints.name(raw, sanitised.event())));
      return true;
    } catch (RuntimeException | Error fault) {
      failed(fault);
      return false;
    }
  }

  /** How many exchanges lost a body, since they were larger than the log takes; on any thread. */
  public long reduced() {
    return fitting.reduced();
  }

  private void failed(Throwable fault) {
    warnings.warn("sanitising failed", fault);
  }

  /** Does what is due, between exchanges. */
  void tend() {
    sanitiser.tend();
    lookBack.expire();
    endpoints.tend(log);
  }

  /** How long until something is due; never negative. */
  long idleNanos() {
    return lookBack.idleNanos();
  }

  /**
   * Gives back all that is held back, or that waits for a log that is away, and writes what was
   * learned of paths and is not in the log yet.
   */
  void end() {
    lookBack.clear();
    for (LookBack.Entry left = context.poll(); left != null; left = context.poll()) {
      left.fate().lost(Fate.LOST_AT_SHUTDOWN);
      done.accept(left.raw());
    }
    // The last entry of the ledger is to tell of it, too.
    unsettled.settle(Ledger.UNCLASSIFIED, Fate.LOST_AT_SHUTDOWN);
    endpoints.end(log);
  }
}
