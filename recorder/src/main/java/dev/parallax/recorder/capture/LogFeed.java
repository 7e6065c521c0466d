package dev.parallax.recorder.capture;

import com.google.protobuf.MessageLite;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.ledger.LedgerJournal;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.sanitize.Harmless;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the log and survives its faults: a fault is counted and warned of at a limited rate. Keeps
 * the log flushed, so that a crash loses little, and writes the ledger into it now and then.
 * Confined to the worker's thread.
 */
public final class LogFeed {

  private static final Logger LOG = LoggerFactory.getLogger(LogFeed.class);
  private static final long FLUSH_NANOS = Duration.ofSeconds(1).toNanos();

  private final EventLog log;
  private final LedgerJournal journal;
  private final long ledgerNanos;
  private final Clocks clocks;
  private final WarnLimit warnings;
  private boolean unflushed;
  private long flushDueNanos;
  private long ledgerDueNanos;

  /**
   * @param log closed by {@link #close}
   */
  public LogFeed(EventLog log, LedgerJournal journal, Duration ledgerInterval, Clocks clocks) {
    this.log = log;
    this.journal = journal;
    this.ledgerNanos = ledgerInterval.toNanos();
    this.clocks = clocks;
    warnings = new WarnLimit(clocks);
    ledgerDueNanos = clocks.nanos() + ledgerNanos;
  }

  /**
   * @return whether the log has it
   */
  boolean append(Sanitised<? extends MessageLite> event) {
    boolean appended = attempt("append", () -> log.append(event));
    if (appended && !unflushed) {
      unflushed = true;
      flushDueNanos = clocks.nanos() + FLUSH_NANOS;
    }
    return appended;
  }

  /** Does what is due. */
  void tend() {
    long now = clocks.nanos();
    if (now - ledgerDueNanos >= 0) {
      ledgerDueNanos = now + ledgerNanos;
      journal.next(clocks.wall().instant()).ifPresent(this::appendLedger);
    }
    if (unflushed && now - flushDueNanos >= 0) {
      unflushed = !attempt("flush", log::flush);
      flushDueNanos = now + FLUSH_NANOS;
    }
  }

  /** How long until something is due; never negative. */
  long idleNanos() {
    long now = clocks.nanos();
    long ledger = ledgerDueNanos - now;
    return Math.max(0, unflushed ? Math.min(ledger, flushDueNanos - now) : ledger);
  }

  /** Writes the last entry of the ledger and closes the log. */
  void close() {
    appendLedger(journal.last(clocks.wall().instant()));
    attempt("close", log::close);
  }

  private void appendLedger(LedgerEntry entry) {
    if (append(Harmless.counts(entry))) {
      journal.written(entry);
      warnOfLosses(entry);
    }
  }

  private static void warnOfLosses(LedgerEntry entry) {
    for (Fate fate : Fate.values()) {
      long lost =
          entry.getCountsList().stream()
              .filter(count -> count.getFate() == fate && Ledger.isLoss(fate))
              .mapToLong(LedgerEntry.Count::getExchanges)
              .sum();
      if (lost > 0) {
        LOG.atWarn().addKeyValue("fate", fate).addKeyValue("exchanges", lost).log("exchanges lost");
      }
    }
  }

  private boolean attempt(String operation, LogOperation body) {
    try {
      body.run();
      return true;
    } catch (IOException fault) {
      // The log's own words: they name files, never what was captured.
      warn(operation, String.valueOf(fault.getMessage()));
    } catch (RuntimeException | Error fault) {
      warn(operation, fault.getClass().getName());
    }
    return false;
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
