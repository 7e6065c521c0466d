package dev.parallax.recorder.log.spool;

import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.LogAwayException;
import dev.parallax.recorder.log.NoCaptureFileException;
import dev.parallax.recorder.warning.WarnLimit;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards the files of a spool to the log, in order, on a thread of its own, whenever it is its
 * turn; and passes the turn on once the spool is empty.
 *
 * <p>A file that the system can't open or read now is tried again, with a warning. It is given up,
 * and what is missing of it counted as lost, where it is no capture file, or where reading it
 * failed {@value Forwarding#READ_TRIES} times.
 */
final class Forwarder {

  private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

  private static final Duration TICK = Duration.ofSeconds(1);

  /** The log gets on as long as it acknowledges something within so long. */
  private static final Duration PROGRESS = Duration.ofSeconds(5);

  /** How long the end of forwarding is waited for while the log is closed, where it gets on. */
  private static final Duration FINISH = Duration.ofMillis(1_500);

  /** How long the log may hold the thread up. */
  private static final Duration LAST_STEP = Duration.ofMillis(2_500);

  /** What is left is sent at once, with new events waiting, where it is so small. */
  private static final long HAND_OVER_BYTES = 2 << 20;

  private final EventLog log;
  private final Spool spool;
  private final Direct direct;
  private final Turn turn;
  private final Thread thread;
  private final WarnLimit warnings = new WarnLimit(System::nanoTime);
  private final AtomicLong forwarded = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong withdrawn = new AtomicLong();

  /** When the log last acknowledged what came from the spool; monotonic. */
  private volatile long progressNanos = System.nanoTime() - PROGRESS.toNanos();

  /** Of the thread, or of who holds the turn while that waits. */
  private @Nullable Forwarding current;

  /** How often reading the beginning of the next file has failed. */
  private int unopened;

  Forwarder(EventLog log, Spool spool, Direct direct, Turn turn) {
    this.log = log;
    this.spool = spool;
    this.direct = direct;
    this.turn = turn;
    thread = Thread.ofPlatform().name(SpooledLog.THREAD_NAME).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Events that the log took from the spool and keeps. Any thread. */
  long forwarded() {
    return forwarded.get();
  }

  /** Exchanges that were in the spool and are lost. Any thread. */
  long lost() {
    return lost.get();
  }

  /** Likewise, since this was last asked. Any thread. */
  long takeWithdrawn() {
    return withdrawn.getAndSet(0);
  }

  /** Ends the thread: once all is forwarded, where the log gets on, and soon in any case. */
  void end() {
    long deadline = System.nanoTime() + FINISH.toNanos();
    synchronized (turn) {
      while (turn.isForwarders() && isGettingOn() && deadline - System.nanoTime() > 0) {
        if (!turn.await(Duration.ofMillis(50))) {
          break;
        }
      }
      turn.end();
    }
    try {
      if (thread.isAlive()) {
        var _ = thread.join(LAST_STEP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** To be called with the turn, after {@link #end}. */
  void close() throws IOException {
    if (current != null) {
      current.close();
    }
  }

  private boolean isGettingOn() {
    return System.nanoTime() - progressNanos < PROGRESS.toNanos();
  }

  private void run() {
    while (true) {
      try {
        if (!awaitWork()) {
          return;
        }
        forward();
      } catch (LogAwayException away) {
        // As was told when the turn came here.
        pause();
      } catch (IOException e) {
        warn(String.valueOf(e.getMessage()));
        pause();
      } catch (RuntimeException e) {
        warn(e.getClass().getName());
        pause();
      }
    }
  }

  private void warn(String error) {
    if (warnings.tryPass()) {
      LOG.atWarn()
          .addKeyValue("error", error)
          .addKeyValue("heldBack", warnings.takeHeldBack())
          .log("the spool could not be forwarded, it is tried again");
    }
  }

  /**
   * @return false to end
   */
  private boolean awaitWork() {
    synchronized (turn) {
      while (!turn.isEnded() && !turn.isForwarders()) {
        if (!turn.await(TICK)) {
          return false;
        }
        turn.divertIfStuck();
      }
      return !turn.isEnded();
    }
  }

  private void pause() {
    synchronized (turn) {
      if (!turn.isEnded()) {
        turn.await(TICK);
      }
    }
  }

  /**
   * Does a step, and waits where nothing could be done.
   *
   * @throws IOException if it is to be tried again
   */
  void forward() throws IOException {
    // What the log was given before comes before: it is delivered now, or given up and in the
    // spool.
    if (!direct.awaitSettled(TICK)) {
      synchronized (turn) {
        turn.divertIfStuck();
      }
      return;
    }
    Forwarding open = current;
    if (open == null) {
      open = openOldest();
    }
    if (open != null && !step(open, TICK)) {
      pause();
    }
  }

  /**
   * The next file to send; null where there was none left but a little: then that is sent, and the
   * turn passed on, before anybody can append more.
   */
  private @Nullable Forwarding openOldest() throws IOException {
    synchronized (turn) {
      Segment oldest = spool.oldest();
      if (oldest != null) {
        return open(oldest);
      }
      if (turn.toAppender()) {
        return null;
      }
      spool.completeDurable();
      Segment last = spool.oldest();
      Forwarding open = last == null ? null : open(last);
      if (open == null || last == null || spool.size(last) > HAND_OVER_BYTES || !isGettingOn()) {
        return open;
      }
      long deadline = System.nanoTime() + FINISH.toNanos();
      while (current == open && deadline - System.nanoTime() > 0) {
        var _ = step(open, Duration.ofNanos(deadline - System.nanoTime()));
      }
      if (current == null) {
        turn.toAppender();
      }
      return null;
    }
  }

  private @Nullable Forwarding open(Segment segment) throws IOException {
    try {
      Forwarding open =
          new Forwarding(segment, spool.exchangesIn(segment), log, spool.state(), direct::wasKept);
      current = open;
      unopened = 0;
      return open;
    } catch (NoCaptureFileException e) {
      giveUp(segment, e);
    } catch (FileSystemException e) {
      throw e; // Of the system, as where it has no descriptor left: nothing is wrong with the file.
    } catch (IOException e) {
      unopened++;
      if (unopened < Forwarding.READ_TRIES) {
        throw e;
      }
      giveUp(segment, e);
    }
    return null;
  }

  private void giveUp(Segment segment, IOException fault) throws IOException {
    long exchanges = spool.exchangesIn(segment);
    LOG.atWarn()
        .addKeyValue("error", fault.getMessage())
        .addKeyValue("exchanges", exchanges)
        .addKeyValue("file", spool.setAside(segment))
        .log("a file of the spool is unreadable, its exchanges are lost");
    unopened = 0;
    lose(exchanges);
  }

  /**
   * Sends more of a file, and is done with it where nothing is left.
   *
   * @return whether the log acknowledged anything
   */
  boolean step(Forwarding open, Duration atMost) throws IOException {
    long before = open.forwarded();
    boolean progress;
    try {
      progress = open.step(atMost);
    } finally {
      forwarded.addAndGet(open.forwarded() - before);
    }
    if (progress) {
      progressNanos = System.nanoTime();
    }
    if (open.isDone()) {
      synchronized (turn) {
        finish(open);
      }
    }
    return progress;
  }

  private void finish(Forwarding done) throws IOException {
    current = null;
    Segment segment = done.segment();
    done.close();
    long missing = Math.max(0, spool.exchangesIn(segment) - done.exchangesRead());
    lose(missing + done.refusedExchanges());
    done.damage()
        .ifPresent(
            damage ->
                LOG.atWarn()
                    .addKeyValue("file", segment.file())
                    .addKeyValue("damage", damage)
                    .addKeyValue("exchanges", missing)
                    .log("a file of the spool is damaged, what could not be read is lost"));
    if (done.refusedExchanges() > 0) {
      LOG.atWarn()
          .addKeyValue("exchanges", done.refusedExchanges())
          .log("the log refused exchanges of the spool, they are lost");
    }
    if (done.isUnreadable()) {
      spool.setAside(segment);
    } else {
      spool.delete(segment);
    }
    turn.changed();
  }

  private void lose(long exchanges) {
    lost.addAndGet(exchanges);
    withdrawn.addAndGet(exchanges);
  }
}
