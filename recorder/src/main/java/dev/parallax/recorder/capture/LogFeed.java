package dev.parallax.recorder.capture;

import com.google.protobuf.MessageLite;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.ledger.LedgerJournal;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.LogAwayException;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Harmless;
import dev.parallax.recorder.sanitize.Sanitised;
import dev.parallax.recorder.warning.WarnLimit;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the log and survives its faults: a fault is warned of at a limited rate, and a log that is
 * away once it is for some seconds, since nothing is lost by that yet. Tends the log, so that a
 * crash loses little, and writes the ledger into it now and then. Confined to the worker's thread.
 */
public final class LogFeed {

  private static final Logger LOG = LoggerFactory.getLogger(LogFeed.class);
  private static final long FLUSH_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long AWAY_NANOS = Duration.ofSeconds(3).toNanos();
  private static final long SETTLE_NANOS = Duration.ofSeconds(1).toNanos();

  private final EventLog log;
  private final LedgerJournal journal;
  private final Unsettled unsettled;
  private final Closings closings;
  private final long ledgerNanos;
  private final Clocks clocks;
  private final WarnLimit warnings;
  private boolean unflushed;
  private long flushDueNanos;
  private long ledgerDueNanos;
  private boolean away;
  private long awaySinceNanos;

  /** The ledger's last entry, until it is known whether the log keeps it. */
  private @Nullable EntryInFlight entryInFlight;

  /** Losses since the last entry that the log kept, as far as they were warned of. */
  private final Map<Fate, Long> warnedOf = new EnumMap<>(Fate.class);

  private Optional<String> closeFault = Optional.of("event log left unclosed");

  /**
   * @param log closed by {@link #close}
   * @param closings told before all else
   */
  public LogFeed(
      EventLog log,
      LedgerJournal journal,
      Closings closings,
      Unsettled unsettled,
      Duration ledgerInterval,
      Clocks clocks) {
    this.log = log;
    this.journal = journal;
    this.closings = closings;
    this.unsettled = unsettled;
    this.ledgerNanos = ledgerInterval.toNanos();
    this.clocks = clocks;
    warnings = new WarnLimit(clocks.nanoTime());
    ledgerDueNanos = clocks.nanos() + ledgerNanos;
  }

  /** Begins with what earlier processes owe; what the log does not take now is told later. */
  void begin() {
    closings.tell(this::take);
  }

  private boolean take(LedgerEntry entry, Receipt receipt) {
    return tryAppend(Harmless.counts(entry), receipt).isEmpty();
  }

  /** How the log answered to an event. */
  enum Answer {
    TAKEN,
    /** It may be taken when it is appended again. The log has waited already. */
    NOT_NOW,
    REFUSED
  }

  /**
   * @param receipt settled once the log keeps or loses the event; not if it did not take it
   */
  Answer append(Sanitised<? extends MessageLite> event, Receipt receipt) {
    Optional<Fault> fault = tryAppend(event, receipt);
    return fault.isEmpty() ? Answer.TAKEN : fault.get().passes() ? Answer.NOT_NOW : Answer.REFUSED;
  }

  private Optional<Fault> tryAppend(Sanitised<? extends MessageLite> event, Receipt receipt) {
    Optional<Fault> fault = fault("append", () -> log.append(event, receipt));
    away = fault.isPresent() && fault.get().passes();
    if (fault.isEmpty() && !unflushed) {
      unflushed = true;
      flushDueNanos = clocks.nanos() + FLUSH_NANOS;
    }
    return fault;
  }

  /** What the log takes of one event. */
  int maxEventBytes() {
    return log.maxEventBytes();
  }

  /** Does what is due. */
  void tend() {
    long now = clocks.nanos();
    if (unflushed && now - flushDueNanos >= 0) {
      flushDueNanos = now + FLUSH_NANOS;
      unflushed = fault("flush", log::tend).isPresent();
      journal.at(clocks.wall().instant());
    }
    settleEntry();
    closings.settle();
    unsettled.withdraw(log.takeWithdrawn());
    if (now - ledgerDueNanos >= 0) {
      // While the last entry is on its way, which may be as long as Kafka is away, it is asked
      // again.
      ledgerDueNanos = now + (entryInFlight == null ? ledgerNanos : SETTLE_NANOS);
      closings.tell(this::take);
      if (entryInFlight == null) {
        journal.next(clocks.wall().instant()).ifPresent(this::appendLedger);
      }
    }
  }

  /** How long until something is due; never negative. */
  long idleNanos() {
    long now = clocks.nanos();
    long ledger = ledgerDueNanos - now;
    return Math.max(0, unflushed ? Math.min(ledger, flushDueNanos - now) : ledger);
  }

  /**
   * Flushes, writes the last entry of the ledger and closes the log. What is not kept by then is
   * lost, so that the last entry accounts for all.
   */
  void close() {
    closings.tell(this::take);
    Optional<Fault> flush = fault("flush", log::flush);
    unsettled.settleAppended(Fate.LOST_LOG_ERROR);
    settleEntry();
    unsettled.withdraw(log.takeWithdrawn());
    Optional<Fault> ledger = appendLedger(journal.last(clocks.wall().instant()));
    Optional<Fault> close = fault("close", log::close);
    closeFault = flush.or(() -> ledger).or(() -> close).map(Fault::words);
    closings.settle();
    if (entryInFlight != null && entryInFlight.fate == EntryFate.KEPT) {
      journal.end();
    }
  }

  /** What went wrong in {@link #close}, in the log's words; empty if nothing did. */
  Optional<String> closeFault() {
    return closeFault;
  }

  /** The fault, if the log did not take it. */
  private Optional<Fault> appendLedger(LedgerEntry entry) {
    warnOfLosses(entry);
    EntryInFlight inFlight = new EntryInFlight(entry);
    Optional<Fault> fault = tryAppend(Harmless.counts(entry), inFlight);
    if (fault.isEmpty()) {
      entryInFlight = inFlight;
    }
    return fault;
  }

  /** What the log did not keep, the next entry tells again, under the same number. */
  private void settleEntry() {
    EntryInFlight inFlight = entryInFlight;
    if (inFlight != null && inFlight.fate != EntryFate.OPEN) {
      entryInFlight = null;
      if (inFlight.fate == EntryFate.KEPT) {
        journal.written(inFlight.entry);
        warnedOf.clear();
      }
    }
  }

  private enum EntryFate {
    OPEN,
    KEPT,
    LOST
  }

  /** Settled on the log's thread. */
  private static final class EntryInFlight implements Receipt {
    private final LedgerEntry entry;
    private volatile EntryFate fate = EntryFate.OPEN;

    EntryInFlight(LedgerEntry entry) {
      this.entry = entry;
    }

    @Override
    public void settled(boolean kept) {
      fate = kept ? EntryFate.KEPT : EntryFate.LOST;
    }
  }

  /** An entry that the log did not keep is told again by the next: each loss is warned of once. */
  private void warnOfLosses(LedgerEntry entry) {
    for (Fate fate : Fate.values()) {
      long lost =
          entry.getCountsList().stream()
              .filter(count -> count.getFate() == fate && Ledger.isLoss(fate))
              .mapToLong(LedgerEntry.Count::getExchanges)
              .sum();
      long before = warnedOf.getOrDefault(fate, 0L);
      if (lost > before) {
        warnedOf.put(fate, lost);
        LOG.atWarn()
            .addKeyValue("fate", fate)
            .addKeyValue("exchanges", lost - before)
            .log("exchanges lost");
      }
    }
  }

  private record Fault(String words, boolean passes) {}

  /** Empty if all went well. */
  private Optional<Fault> fault(String operation, LogOperation body) {
    Fault fault;
    try {
      body.run();
      return Optional.empty();
    } catch (IOException e) {
      // The log's own words: they name files, never what was captured.
      fault = new Fault(String.valueOf(e.getMessage()), e instanceof LogAwayException);
    } catch (RuntimeException | Error e) {
      fault = new Fault(e.getClass().getName(), false);
    }
    if (!fault.passes() || isAwayForLong()) {
      warn(operation, fault.words());
    }
    return Optional.of(fault);
  }

  private boolean isAwayForLong() {
    long now = clocks.nanos();
    if (!away) {
      awaySinceNanos = now;
    }
    return now - awaySinceNanos >= AWAY_NANOS;
  }

  private void warn(String operation, String error) {
    if (warnings.tryPass()) {
      LOG.atWarn()
          .addKeyValue("operation", operation)
          .addKeyValue("error", error)
          .addKeyValue("heldBack", warnings.takeHeldBack())
          .log("event log failed");
    }
  }

  private interface LogOperation {
    void run() throws IOException;
  }
}
