package dev.parallax.recorder.log.spool;

import dev.parallax.proto.Event;
import dev.parallax.recorder.log.Damage;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.EventRefusedException;
import dev.parallax.recorder.log.NoCaptureFileException;
import dev.parallax.recorder.log.PlxReader;
import dev.parallax.recorder.log.Position;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Harmless;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends one file of a spool to the log, in order, at least once. Confined to one thread at a time,
 * but for the log's receipts. At most {@value #MAX_EVENTS} events are on their way, and {@value
 * #MAX_BYTES} bytes of them: so far apart may copies of one event lie that was sent twice.
 *
 * <p>What the log acknowledged counts as forwarded once the log was told where it stands: whoever
 * is killed before sends it again, and tells of that.
 */
final class Forwarding implements AutoCloseable {

  static final int MAX_BYTES = 4 << 20;
  static final int MAX_EVENTS = 4_000;

  /** So often, in as many steps, a file that can't be read on is tried again. */
  static final int READ_TRIES = 60;

  private final Segment segment;
  private final long exchanges;
  private final EventLog log;
  private final SpoolState state;
  private final Predicate<String> wasKept;
  private final EventReader reader;

  /** Read, and not settled for good; in order. */
  private final Deque<Pending> window = new ArrayDeque<>();

  /** Acknowledged, and not told where: it does not count as forwarded yet. */
  private final Untold untold = new Untold();

  private int untoldEvents;
  private long untoldBytes;

  /** The number behind the last exchange of those. */
  private long untoldEnd;

  /** Of the window, and of what is untold. */
  private long windowBytes;

  private boolean readAll;
  private long exchangesRead;
  private long forwarded;
  private long refusedExchanges;
  private @Nullable Pending next;
  private int readFaults;
  private @Nullable String unreadable;

  /** Since this step began, the log gave something up. */
  private volatile boolean failed;

  /**
   * @param exchanges that the file held when it was ended: what is behind them was written again to
   *     the next one
   * @param log used by this thread alone meanwhile
   * @param wasKept whether the log acknowledged the event of that id already; asked once of each
   * @throws NoCaptureFileException if nothing of the file can be read
   * @throws IOException if it can't be opened or read now
   */
  Forwarding(
      Segment segment, long exchanges, EventLog log, SpoolState state, Predicate<String> wasKept)
      throws IOException {
    this(segment, exchanges, log, state, wasKept, PlxReader.open(segment.file()));
  }

  /**
   * @param reader of the file; closed with this
   */
  Forwarding(
      Segment segment,
      long exchanges,
      EventLog log,
      SpoolState state,
      Predicate<String> wasKept,
      EventReader reader) {
    this.segment = segment;
    this.exchanges = exchanges;
    this.log = log;
    this.state = state;
    this.wasKept = wasKept;
    this.reader = reader;
  }

  private enum Fate {
    /** To be sent, again perhaps. */
    OPEN,
    SENT,
    KEPT,
    REFUSED
  }

  /** One event of the file; settled by the log, on its thread. */
  private final class Pending implements Receipt {
    private final Event event;

    /** The number behind it, if it is an exchange; else 0. */
    private final long end;

    private Fate fate = Fate.OPEN;

    /** Where the log keeps it, if it says so. */
    private @Nullable Position at;

    Pending(Event event, long end) {
      this.event = event;
      this.end = end;
    }

    @Override
    public void settled(boolean kept) {
      failed = failed || !kept;
      settle(this, kept ? Fate.KEPT : Fate.OPEN);
    }

    @Override
    public void kept(Position position) {
      at = position;
      settle(this, Fate.KEPT);
    }

    @Override
    public void refused() {
      settle(this, Fate.REFUSED);
    }
  }

  private void settle(Pending one, Fate fate) {
    synchronized (window) {
      one.fate = fate;
      window.notifyAll();
    }
  }

  Segment segment() {
    return segment;
  }

  /**
   * Sends what there is room for, and waits at most so long for the log to acknowledge.
   *
   * @return whether something was, or all is done
   * @throws IOException if the log takes nothing now, or the file can't be read on
   */
  boolean step(Duration atMost) throws IOException {
    send();
    return settle(atMost);
  }

  /** Whether the log keeps all that could be read. */
  boolean isDone() {
    return readAll && window.isEmpty() && untoldEvents == 0;
  }

  /** How many exchanges were in the file, as far as it could be read. */
  long exchangesRead() {
    return exchangesRead;
  }

  /** How many events the log has acknowledged. */
  long forwarded() {
    return forwarded;
  }

  /** How many exchanges the log refused for good. */
  long refusedExchanges() {
    return refusedExchanges;
  }

  /** What could not be read, in words; empty if all could. */
  Optional<String> damage() {
    return Optional.ofNullable(unreadable).or(() -> reader.damage().map(Damage::sentence));
  }

  /** Whether the system could not read the file to its end, however often it was tried. */
  boolean isUnreadable() {
    return unreadable != null;
  }

  /** What the log gives up holds those up that come after it. */
  private void send() throws IOException {
    failed = false;
    for (Pending again : window) {
      if (fate(again) == Fate.OPEN && !failed) {
        send(again);
      }
    }
    for (Pending one = peek(); one != null && hasRoom(one) && !failed; one = peek()) {
      next = null;
      // First into the window: what the log does not take now is sent by the next step.
      window.addLast(one);
      windowBytes += one.event.getSerializedSize();
      send(one);
    }
  }

  private boolean hasRoom(Pending one) {
    int events = window.size() + untoldEvents;
    return events == 0
        || (events < MAX_EVENTS && windowBytes + one.event.getSerializedSize() <= MAX_BYTES);
  }

  private void send(Pending one) throws IOException {
    settle(one, Fate.SENT);
    boolean taken = false;
    try {
      log.append(Harmless.reread(one.event), one);
      taken = true;
    } catch (EventRefusedException e) {
      taken = true;
      one.refused();
    } finally {
      if (!taken) {
        settle(one, Fate.OPEN);
      }
    }
  }

  /** The next event that the log does not hold as far as is known; null at the end. */
  private @Nullable Pending peek() throws IOException {
    while (next == null && !readAll) {
      Event event = read();
      if (event == null || (event.hasExchange() && exchangesRead == exchanges)) {
        readAll = true;
        return null;
      }
      long end = 0;
      if (event.hasExchange()) {
        exchangesRead++;
        end = segment.exchangesBefore() + exchangesRead;
      }
      boolean before = end > 0 && end <= state.forwarded();
      if (!before && !wasKept.test(Ids.of(event))) {
        next = new Pending(event, end);
      }
    }
    return next;
  }

  private @Nullable Event read() throws IOException {
    try {
      Event event = reader.next();
      readFaults = 0;
      return event;
    } catch (IOException e) {
      readFaults++;
      if (readFaults < READ_TRIES) {
        throw e;
      }
      unreadable = "it can't be read on: " + e.getMessage();
      return null;
    }
  }

  private boolean settle(Duration atMost) throws IOException {
    boolean progress = false;
    if (!untold.isBeingTold()) {
      await(atMost);
      progress = takeSettled();
    }
    if (isToBeTold() && untold.tell(log, atMost)) {
      windowBytes -= untoldBytes;
      untoldBytes = 0;
      untoldEvents = 0;
      state.forwarded(Math.max(untoldEnd, state.forwarded()));
      progress = true;
    }
    return progress || isDone();
  }

  private boolean takeSettled() {
    boolean progress = false;
    for (Pending first = window.peekFirst();
        first != null && isSettled(first);
        first = window.peekFirst()) {
      window.removeFirst();
      if (fate(first) == Fate.KEPT) {
        forwarded++;
      } else if (first.end > 0) {
        refusedExchanges++;
      }
      if (first.at != null) {
        untold.add(first.event, first.at);
      }
      untoldEvents++;
      untoldBytes += first.event.getSerializedSize();
      untoldEnd = Math.max(untoldEnd, first.end);
      progress = true;
    }
    return progress;
  }

  /** Now and then, so that what is on its way does not wait for it. */
  private boolean isToBeTold() {
    return untoldEvents > 0
        && (window.isEmpty()
            || untold.isBeingTold()
            || untoldEvents >= MAX_EVENTS / 4
            || untoldBytes >= MAX_BYTES / 4);
  }

  private boolean isSettled(Pending one) {
    return fate(one) == Fate.KEPT || fate(one) == Fate.REFUSED;
  }

  private Fate fate(Pending one) {
    synchronized (window) {
      return one.fate;
    }
  }

  /** Until the first one is no longer on its way. */
  private void await(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    synchronized (window) {
      Pending first = window.peekFirst();
      while (first != null && first.fate == Fate.SENT) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return;
        }
        try {
          window.wait(left / 1_000_000 + 1);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
