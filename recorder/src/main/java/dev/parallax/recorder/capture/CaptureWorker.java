package dev.parallax.recorder.capture;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.raw.RawExchange;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that records: takes exchanges from the queue, one after the other, and looks after
 * the log in between. Nothing that fails ends it before {@link #close}.
 */
public final class CaptureWorker {

  private static final Logger LOG = LoggerFactory.getLogger(CaptureWorker.class);

  /** What a log that hangs may add to the time that closing takes. */
  private static final Duration LOG_CLOSE_GRACE = Duration.ofSeconds(1);

  private final CaptureQueue queue;
  private final RecordStep step;
  private final LogFeed log;
  private final Ledger ledger;
  private final Clocks clocks;
  private final Thread thread;

  /** Monotonic; read once the queue is closed, written before. */
  private volatile long drainDeadlineNanos;

  private CaptureWorker(
      CaptureQueue queue, RecordStep step, LogFeed log, Ledger ledger, Clocks clocks) {
    this.queue = queue;
    this.step = step;
    this.log = log;
    this.ledger = ledger;
    this.clocks = clocks;
    thread = Thread.ofPlatform().name("parallax-capture").daemon().unstarted(this::run);
  }

  public static CaptureWorker start(
      CaptureQueue queue, RecordStep step, LogFeed log, Ledger ledger, Clocks clocks) {
    CaptureWorker worker = new CaptureWorker(queue, step, log, ledger, clocks);
    worker.thread.start();
    return worker;
  }

  /**
   * Takes no more, records what is queued as far as the time allows, counts the rest as lost and
   * closes the log. Returns once all that is done, or a second after the time is over.
   */
  public void close(Duration timeout) {
    drainDeadlineNanos = clocks.nanos() + timeout.toNanos();
    queue.close();
    try {
      if (!thread.join(timeout.plus(LOG_CLOSE_GRACE))) {
        LOG.atWarn().addKeyValue("timeout", timeout).log("event log hangs, left unclosed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Also where the worker hangs in the log: what waits behind it is lost, and counted.
    queue.end(this::countLeftOver);
  }

  private void run() {
    while (!queue.isClosed() || clocks.nanos() - drainDeadlineNanos < 0) {
      RawExchange exchange = queue.poll(log.idleNanos());
      if (exchange != null) {
        record(exchange);
      } else if (queue.isClosed()) {
        break;
      }
      log.tend();
    }
    queue.end(this::countLeftOver);
    log.close();
  }

  private void record(RawExchange exchange) {
    try {
      step.record(exchange);
    } finally {
      queue.done(exchange);
    }
  }

  private void countLeftOver(RawExchange exchange) {
    ledger.count(Ledger.UNCLASSIFIED, Fate.LOST_AT_SHUTDOWN, RecordStep.wireBytes(exchange));
  }
}
