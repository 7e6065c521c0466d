package dev.parallax.recorder.capture;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.raw.RawExchange;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that records: takes exchanges from the queue, one after the other, and looks after
 * the log in between. Nothing that fails ends it before {@link #close}.
 */
public final class CaptureWorker {

  /** The name of the thread that records. */
  public static final String THREAD_NAME = "parallax-capture";

  private static final Logger LOG = LoggerFactory.getLogger(CaptureWorker.class);

  private static final String HANGS = "event log hangs, left unclosed";

  /**
   * What the log's waits may add to the time that closing takes, where each is as long as it can
   * be: one more event and an entry of the ledger, then the flush, the last entry, and the close.
   */
  private static final Duration LOG_CLOSE_GRACE = Duration.ofSeconds(7);

  /** So that a fault that lasts does not keep a processor busy. */
  private static final long FAULT_PAUSE_NANOS = Duration.ofMillis(10).toNanos();

  private final CaptureQueue queue;
  private final RecordStep step;
  private final LogFeed log;
  private final Unsettled unsettled;
  private final Clocks clocks;
  private final FaultWarnings warnings;
  private final Thread thread;

  /** The one that the log could not take yet. Confined to the worker's thread. */
  private @Nullable RawExchange inHand;

  /** Monotonic; read once the queue is closed, written before. */
  private volatile long drainDeadlineNanos;

  private CaptureWorker(
      CaptureQueue queue, RecordStep step, LogFeed log, Unsettled unsettled, Clocks clocks) {
    this.queue = queue;
    this.step = step;
    this.log = log;
    this.unsettled = unsettled;
    this.clocks = clocks;
    warnings = new FaultWarnings(clocks);
    thread = Thread.ofPlatform().name(THREAD_NAME).daemon().unstarted(this::run);
  }

  public static CaptureWorker start(
      CaptureQueue queue, RecordStep step, LogFeed log, Unsettled unsettled, Clocks clocks) {
    CaptureWorker worker = new CaptureWorker(queue, step, log, unsettled, clocks);
    worker.thread.start();
    return worker;
  }

  /**
   * Takes no more, records what is queued as far as the time and the log allow, counts the rest as
   * lost and closes the log. Does not wait for a log that is away. Returns once all that is done,
   * or seven seconds after the time is over.
   *
   * @return why the log may not hold all that it took; empty if it was closed cleanly
   */
  public Optional<String> close(Duration timeout) {
    drainDeadlineNanos = clocks.nanos() + timeout.toNanos();
    queue.close();
    boolean ended = false;
    try {
      ended = thread.join(timeout.plus(LOG_CLOSE_GRACE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (ended) {
      return log.closeFault();
    }
    LOG.atWarn().addKeyValue("timeout", timeout).log(HANGS);
    // What the worker holds, and what waits behind it.
    queue.end(unsettled::leftOver);
    unsettled.end();
    return Optional.of(HANGS);
  }

  private void run() {
    guarded(log::begin);
    while (!isDrained() && !isOver()) {
      guarded(this::turn);
    }
    guarded(() -> queue.end(unsettled::leftOver));
    release();
    guarded(step::end);
    guarded(log::close);
    // Nothing, unless closing the log failed in a way of its own.
    unsettled.end();
  }

  private boolean isDrained() {
    return inHand == null && queue.isDrained();
  }

  /** Whether the time to shut down is over, or there is nobody to record to. */
  private boolean isOver() {
    return queue.isClosed() && (inHand != null || clocks.nanos() - drainDeadlineNanos >= 0);
  }

  private void turn() {
    RawExchange tried = inHand;
    RawExchange exchange = tried == null ? queue.poll(idleNanos()) : tried;
    if (exchange != null) {
      inHand = exchange;
      RecordStep.Result result = RecordStep.Result.DONE;
      try {
        result = tried == null ? step.record(exchange) : step.again();
      } finally {
        switch (result) {
          case DONE -> release();
          case HELD_BACK -> inHand = null;
          case NOT_NOW -> {}
        }
      }
    }
    step.tend();
    log.tend();
  }

  private long idleNanos() {
    return Math.min(log.idleNanos(), step.idleNanos());
  }

  private void release() {
    RawExchange exchange = inHand;
    if (exchange != null) {
      inHand = null;
      queue.done(exchange);
    }
  }

  /** A fault that nobody foresaw costs the exchange in hand at most. */
  private void guarded(Runnable body) {
    try {
      body.run();
    } catch (RuntimeException | Error fault) {
      unsettled.settle(Ledger.UNCLASSIFIED, Fate.LOST_LOG_ERROR);
      warn(fault);
      LockSupport.parkNanos(FAULT_PAUSE_NANOS);
    }
  }

  private void warn(Throwable fault) {
    try {
      warnings.warn("recording failed", fault);
    } catch (RuntimeException | Error unsaid) {
      // The fault may be the logger's own: then there is nobody left to tell.
    }
  }
}
