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
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the log and survives its faults: a fault is warned of at a limited rate. Keeps the log
 * flushed, so that a crash loses little, and says of what was appended that it is captured then;
 * writes the ledger into the log now and then. Confined to the worker's thread.
 */
public final class LogFeed {

  private static final Logger LOG = LoggerFactory.getLogger(LogFeed.class);
  private static final long FLUSH_NANOS = Duration.ofSeconds(1).toNanos();

  private final EventLog log;
  private final LedgerJournal journal;
  private final Unsettled unsettled;
  private final long ledgerNanos;
  private final Clocks clocks;
  private final WarnLimit warnings;
  private boolean unflushed;
  private long flushDueNanos;
  private long ledgerDueNanos;
  private Optional<String> closeFault = Optional.of("event log left unclosed");

  /**
   * @param log closed by {@link #close}
   */
  public LogFeed(
      EventLog log,
      LedgerJournal journal,
      Unsettled unsettled,
      Duration ledgerInterval,
      Clocks clocks) {
    this.log = log;
    this.journal = journal;
    this.unsettled = unsettled;
    this.ledgerNanos = ledgerInterval.toNanos();
    this.clocks = clocks;
    warnings = new WarnLimit(clocks);
    ledgerDueNanos = clocks.nanos() + ledgerNanos;
  }

  /**
   * @return whether the log took it: it is safe there once {@link #tend} flushed it
   */
  boolean append(Sanitised<? extends MessageLite> event) {
    boolean appended = fault("append", () -> log.append(event)).isEmpty();
    if (appended && !unflushed) {
      unflushed = true;
      flushDueNanos = clocks.nanos() + FLUSH_NANOS;
    }
    return appended;
  }

  /** Does what is due. */
  void tend() {
    long now = clocks.nanos();
    if (unflushed && now - flushDueNanos >= 0) {
      flushDueNanos = now + FLUSH_NANOS;
      if (fault("flush", log::flush).isEmpty()) {
        unflushed = false;
        unsettled.settleAppended(Fate.CAPTURED);
      }
    }
    if (now - ledgerDueNanos >= 0) {
      ledgerDueNanos = now + ledgerNanos;
      journal.next(clocks.wall().instant()).ifPresent(this::appendLedger);
    }
  }

  /** How long until something is due; never negative. */
  long idleNanos() {
    long now = clocks.nanos();
    long ledger = ledgerDueNanos - now;
    return Math.max(0, unflushed ? Math.min(ledger, flushDueNanos - now) : ledger);
  }

  /**
   * Flushes, writes the last entry of the ledger and closes the log. What can't be flushed now is
   * lost, so that the last entry accounts for all.
   */
  void close() {
    Optional<String> flush = fault("flush", log::flush);
    unsettled.settleAppended(flush.isEmpty() ? Fate.CAPTURED : Fate.LOST_LOG_ERROR);
    appendLedger(journal.last(clocks.wall().instant()));
    Optional<String> close = fault("close", log::close);
    closeFault = flush.or(() -> close);
  }

  /** What went wrong in {@link #close}, in the log's words; empty if nothing did. */
  Optional<String> closeFault() {
    return closeFault;
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

  /** Empty if all went well. */
  private Optional<String> fault(String operation, LogOperation body) {
    String fault;
    try {
      body.run();
      return Optional.empty();
    } catch (IOException e) {
      // The log's own words: they name files, never what was captured.
      fault = String.valueOf(e.getMessage());
    } catch (RuntimeException | Error e) {
      fault = e.getClass().getName();
    }
    warn(operation, fault);
    return Optional.of(fault);
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
