package dev.parallax.recorder.log.spool;

import com.google.protobuf.MessageLite;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.EventRefusedException;
import dev.parallax.recorder.log.LogAwayException;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.IOException;
import java.time.Duration;

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
 * forwarding one while it is not: the {@link Turn} decides.
 */
public final class SpooledLog implements EventLog {

  /** The name of the thread that forwards. */
  public static final String THREAD_NAME = "parallax-spool";

  /**
   * On their way to the log at most, given to it directly and forwarded: so far apart copies lie.
   */
  public static final int MAX_EVENTS = Direct.MAX_EVENTS + Forwarding.MAX_EVENTS;

  /** What is not acknowledged for so long goes to disk: a crash would lose it. */
  private static final Duration STUCK = Duration.ofSeconds(5);

  private static final Duration ROOM = Duration.ofSeconds(1);

  private final EventLog log;
  private final Spool spool;
  private final SpoolSettings settings;
  private final Direct direct;
  private final Turn turn;
  private final Forwarder forwarder;

  private SpooledLog(EventLog log, Spool spool, SpoolSettings settings, Duration stuck) {
    this.log = log;
    this.spool = spool;
    this.settings = settings;
    direct = new Direct(stuck);
    turn = new Turn(settings.directory(), spool, direct);
    forwarder = new Forwarder(log, spool, direct, turn);
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
    spooled.forwarder.start();
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
        forwarder.forwarded(),
        forwarder.lost());
  }

  @Override
  public void append(Sanitised<? extends MessageLite> event, Receipt receipt) throws IOException {
    synchronized (turn) {
      try {
        take(event, receipt);
      } catch (LogAwayException full) {
        // As any log does that is away, it waits before it says so.
        if (!turn.await(ROOM)) {
          throw full;
        }
        take(event, receipt);
      }
    }
  }

  private void take(Sanitised<? extends MessageLite> event, Receipt receipt) throws IOException {
    turn.divertIfStuck();
    if (!turn.isForwarders()) {
      if (tryDirect(event, receipt)) {
        return;
      }
      turn.divert();
      turn.toForwarder(Turn.BEHIND);
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
      turn.toForwarder(String.valueOf(away.getMessage()));
      return false;
    } finally {
      if (!taken) {
        direct.notTaken(sent);
      }
    }
  }

  @Override
  public void flush() throws IOException {
    synchronized (turn) {
      if (!turn.isForwarders()) {
        try {
          log.flush();
        } catch (IOException e) {
          turn.divert();
        }
        if (!turn.isForwarders()) {
          return;
        }
      }
      spool.flush();
    }
  }

  @Override
  public void tend() throws IOException {
    synchronized (turn) {
      turn.divertIfStuck();
      if (turn.isForwarders()) {
        spool.flush();
      }
      IOException fault = null;
      if (!turn.isForwarders()) {
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
    return forwarder.takeWithdrawn() + log.takeWithdrawn();
  }

  /**
   * Forwards on for a moment, where the log takes what it is given; what is left stays in the
   * directory, for whoever opens it next.
   */
  @Override
  public void close() throws IOException {
    try {
      flush();
    } catch (IOException e) {
      // Closing tries once more, and tells.
    }
    forwarder.end();
    IOException fault = null;
    try {
      log.close();
    } catch (IOException e) {
      fault = e;
    }
    synchronized (turn) {
      // Closing has settled all: what is not kept is here, and goes to the spool.
      turn.divertIfStuck();
      forwarder.close();
      spool.close();
      if (fault != null && direct.takeLost() > 0) {
        throw fault;
      }
    }
  }
}
