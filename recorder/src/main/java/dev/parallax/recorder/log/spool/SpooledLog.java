package dev.parallax.recorder.log.spool;

import com.google.protobuf.MessageLite;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.EventRefusedException;
import dev.parallax.recorder.log.LogAwayException;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log that may be away, with a spool before it. While the spool is empty, events go to the log;
 * what that does not take, gives up or leaves unacknowledged for too long goes to the spool, and
 * from then on everything does, so that order holds, until a thread of its own has forwarded all.
 *
 * <p>An event is kept once the log has acknowledged it, or once it is durable in the spool. It
 * reaches the log at least once: readers drop the copies, by their ids. Where the spool has no room
 * either, {@link #append} says so as a log does that is away.
 *
 * <p>One thread appends. The log behind is used by that thread while the spool is empty, and by the
 * forwarding one while it is not: who holds the lock decides.
 */
public final class SpooledLog implements EventLog {

  /** The name of the thread that forwards. */
  public static final String THREAD_NAME = "parallax-spool";

  private static final Logger LOG = LoggerFactory.getLogger(SpooledLog.class);

  /** What is not acknowledged for so long goes to disk: a crash would lose it. */
  private static final Duration STUCK = Duration.ofSeconds(5);

  private static final String BEHIND = "it leaves events unacknowledged";
  private static final Duration ROOM = Duration.ofSeconds(1);
  private static final Duration TICK = Duration.ofSeconds(1);

  /** How long the end of forwarding is waited for while the log is closed, where it gets on. */
  private static final Duration FINISH = Duration.ofMillis(1_500);

  /** How long the log may hold the forwarding thread up. */
  private static final Duration LAST_STEP = Duration.ofMillis(2_500);

  private static final Duration WARNINGS = Duration.ofSeconds(10);

  /** What is left is sent at once, with new events waiting, where it is so small. */
  private static final long HAND_OVER_BYTES = 2 << 20;

  private final EventLog log;
  private final Spool spool;
  private final SpoolSettings settings;
  private final Direct direct;
  private final Thread thread;
  private final Object lock = new Object();
  private final AtomicLong forwarded = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong withdrawn = new AtomicLong();

  /** Whether events go to the spool. Guarded by the lock. */
  private boolean spooling;

  private boolean closing;
  private long warnedNanos = System.nanoTime() - WARNINGS.toNanos();

  /** When the log last acknowledged what came from the spool; monotonic. */
  private volatile long progressNanos = System.nanoTime() - STUCK.toNanos();

  /** Of the forwarding thread, or of who holds the lock while that waits. */
  private @Nullable Forwarding current;

  private SpooledLog(EventLog log, Spool spool, SpoolSettings settings, Duration stuck) {
    this.log = log;
    this.spool = spool;
    this.settings = settings;
    direct = new Direct(stuck);
    spooling = !spool.isEmpty();
    thread = Thread.ofPlatform().name(THREAD_NAME).daemon().unstarted(this::run);
  }

  /**
   * Takes the spool's directory; what an earlier process left in it is forwarded first.
   *
   * @param log closed with this one
   * @throws SpoolInUseException if another process has the directory
   * @throws IOException if it can't be used
   */
  public static SpooledLog open(EventLog log, SpoolSettings settings) throws IOException {
    return open(log, settings, STUCK);
  }

  static SpooledLog open(EventLog log, SpoolSettings settings, Duration stuck) throws IOException {
    SpooledLog spooled = unforwarded(log, settings, stuck);
    spooled.thread.start();
    return spooled;
  }

  /** One that forwards nothing, as if it were killed before it could. */
  static SpooledLog unforwarded(EventLog log, SpoolSettings settings, Duration stuck)
      throws IOException {
    return new SpooledLog(log, Spool.open(settings), settings, stuck);
  }

  /** As it is now. Any thread. */
  public SpoolCounts counts() {
    long since = spool.sinceMillis();
    return new SpoolCounts(
        spool.bytes(),
        settings.maxBytes(),
        Math.max(0, spool.exchanges() - spool.state().forwarded()),
        since == 0 ? 0 : Math.max(0, System.currentTimeMillis() - since) / 1e3,
        forwarded.get(),
        lost.get());
  }

  @Override
  public void append(Sanitised<? extends MessageLite> event, Receipt receipt) throws IOException {
    synchronized (lock) {
      try {
        take(event, receipt);
      } catch (LogAwayException full) {
        // As any log does that is away, it waits before it says so.
        if (!waitOnLock(ROOM)) {
          throw full;
        }
        take(event, receipt);
      }
    }
  }

  private void take(Sanitised<? extends MessageLite> event, Receipt receipt) throws IOException {
    divertIfStuck();
    if (!spooling) {
      if (tryDirect(event, receipt)) {
        return;
      }
      divert();
      begin(BEHIND);
    }
    spool.append(event, receipt);
  }

  /**
   * @return whether the log took it
   */
  private boolean tryDirect(Sanitised<? extends MessageLite> event, Receipt receipt)
      throws IOException {
    if (!direct.awaitRoom(ROOM)) {
      return false;
    }
    Direct.Sent sent = direct.add(event, receipt);
    boolean taken = false;
    try {
      log.append(event, sent);
      taken = true;
      return true;
    } catch (EventRefusedException e) {
      throw e;
    } catch (IOException away) {
      begin(String.valueOf(away.getMessage()));
      return false;
    } finally {
      if (!taken) {
        direct.notTaken(sent);
      }
    }
  }

  private void divertIfStuck() {
    if (direct.isStuck()) {
      divert();
    }
  }

  /**
   * What the log was given and has not acknowledged goes to the spool before all else. Where that
   * has no room, it stays with the log, as if there were no spool.
   */
  private void divert() {
    boolean room = true;
    boolean moved = false;
    for (Direct.Sent one = direct.moveFirst(); one != null; one = direct.moveFirst()) {
      try {
        if (room) {
          spool.append(one.event(), one.receipt());
          moved = true;
          continue;
        }
      } catch (IOException full) {
        room = false;
      }
      if (direct.moveBack(one)) {
        break;
      }
    }
    if (moved) {
      begin(BEHIND);
      try {
        spool.flush();
      } catch (IOException e) {
        // Tried again a second later, and told then.
      }
    }
  }

  private void begin(String reason) {
    if (!spooling) {
      spooling = true;
      long now = System.nanoTime();
      if (now - warnedNanos >= WARNINGS.toNanos()) {
        warnedNanos = now;
        LOG.atWarn()
            .addKeyValue("error", reason)
            .addKeyValue("spool", settings.directory())
            .log("the log is away, exchanges go to the spool");
      }
    }
    lock.notifyAll();
  }

  @Override
  public void flush() throws IOException {
    synchronized (lock) {
      if (!spooling) {
        try {
          log.flush();
        } catch (IOException e) {
          divert();
        }
        if (!spooling) {
          return;
        }
      }
      spool.flush();
    }
  }

  @Override
  public void tend() throws IOException {
    synchronized (lock) {
      divertIfStuck();
      if (spooling) {
        spool.flush();
      }
      IOException fault = null;
      if (!spooling) {
        try {
          log.tend();
        } catch (IOException e) {
          fault = e;
        }
      }
      // What the log gave up is in the spool, as a rule: then it is not lost.
      if (direct.takeLost() > 0 && fault != null) {
        throw fault;
      }
    }
  }

  @Override
  public int maxEventBytes() {
    return Math.min(log.maxEventBytes(), EventLog.super.maxEventBytes());
  }

  @Override
  public long takeWithdrawn() {
    return withdrawn.getAndSet(0) + log.takeWithdrawn();
  }

  /**
   * Forwards on for a moment, where the log takes what it is given; what is left stays in the
   * directory, for whoever opens it next.
   */
  @Override
  public void close() throws IOException {
    end();
    IOException fault = null;
    try {
      log.close();
    } catch (IOException e) {
      fault = e;
    }
    synchronized (lock) {
      // Closing has settled all: what is not kept is here, and goes to the spool.
      divertIfStuck();
      if (current != null) {
        current.close();
      }
      spool.close();
      if (fault != null && direct.takeLost() > 0) {
        throw fault;
      }
    }
  }

  private void end() {
    try {
      flush();
    } catch (IOException e) {
      // Closing tries once more, and tells.
    }
    long deadline = System.nanoTime() + FINISH.toNanos();
    synchronized (lock) {
      while (spooling && isGettingOn() && deadline - System.nanoTime() > 0) {
        if (!waitOnLock(Duration.ofMillis(50))) {
          break;
        }
      }
      closing = true;
      lock.notifyAll();
    }
    try {
      if (thread.isAlive()) {
        var _ = thread.join(LAST_STEP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isGettingOn() {
    return System.nanoTime() - progressNanos < STUCK.toNanos();
  }

  /** The forwarding thread. */
  private void run() {
    while (true) {
      try {
        if (!awaitWork()) {
          return;
        }
        forward();
      } catch (IOException e) {
        LOG.atDebug().addKeyValue("error", e.getMessage()).log("not forwarded");
        pause();
      } catch (RuntimeException e) {
        LOG.atWarn().addKeyValue("error", e.getClass().getName()).log("forwarding failed");
        pause();
      }
    }
  }

  /**
   * @return false to end
   */
  private boolean awaitWork() {
    synchronized (lock) {
      while (!closing && !spooling) {
        if (!waitOnLock(TICK)) {
          return false;
        }
        divertIfStuck();
      }
      return !closing;
    }
  }

  private void pause() {
    synchronized (lock) {
      if (!closing) {
        waitOnLock(TICK);
      }
    }
  }

  /**
   * @return false if it was interrupted
   */
  @SuppressWarnings("WaitNotInLoop") // To wake too early is no harm: all look again.
  private boolean waitOnLock(Duration atMost) {
    try {
      lock.wait(atMost.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void forward() throws IOException {
    // What the log was given before comes before: it is delivered now, or given up and in the
    // spool.
    if (!direct.awaitSettled(TICK)) {
      synchronized (lock) {
        divertIfStuck();
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

  /** The next file to send; null where there was none left but a little, and that is sent. */
  private @Nullable Forwarding openOldest() throws IOException {
    synchronized (lock) {
      Segment oldest = spool.oldest();
      if (oldest != null) {
        return open(oldest);
      }
      if (spool.isEmpty()) {
        spooling = false;
        LOG.atInfo().log("the spool is empty: the log is written again");
        lock.notifyAll();
        return null;
      }
      spool.completeDurable();
      Segment last = spool.oldest();
      Forwarding open = last == null ? null : open(last);
      if (open == null || last == null || spool.size(last) > HAND_OVER_BYTES || !isGettingOn()) {
        return open;
      }
      // With the lock, so that nothing comes meanwhile: else there would be a little left for ever.
      long deadline = System.nanoTime() + FINISH.toNanos();
      while (current == open && deadline - System.nanoTime() > 0) {
        var _ = step(open, Duration.ofNanos(deadline - System.nanoTime()));
      }
      return null;
    }
  }

  private @Nullable Forwarding open(Segment segment) throws IOException {
    try {
      Forwarding open = new Forwarding(segment, log, spool.state(), direct::wasKept);
      current = open;
      return open;
    } catch (IOException e) {
      lose(spool.exchangesIn(segment));
      LOG.atWarn()
          .addKeyValue("error", e.getMessage())
          .addKeyValue("exchanges", spool.exchangesIn(segment))
          .addKeyValue("file", spool.setAside(segment))
          .log("a file of the spool is unreadable, its exchanges are lost");
      return null;
    }
  }

  /**
   * @return whether the log acknowledged anything
   */
  private boolean step(Forwarding open, Duration atMost) throws IOException {
    long before = open.forwarded();
    boolean progress = open.step(atMost);
    forwarded.addAndGet(open.forwarded() - before);
    if (progress) {
      progressNanos = System.nanoTime();
    }
    if (open.isDone()) {
      synchronized (lock) {
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
    spool.delete(segment);
    lock.notifyAll();
  }

  private void lose(long exchanges) {
    lost.addAndGet(exchanges);
    withdrawn.addAndGet(exchanges);
  }
}
