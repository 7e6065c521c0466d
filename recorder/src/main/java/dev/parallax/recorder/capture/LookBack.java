package dev.parallax.recorder.capture;

import dev.parallax.recorder.capture.Unsettled.HeldBack;
import dev.parallax.recorder.raw.RawExchange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The exchanges that were sampled out a short while ago, raw and in memory only, in case one that
 * is kept needs them. Bounded in bytes and age; what leaves it is counted as sampled out, and its
 * reservation is given back. Confined to the worker's thread.
 */
final class LookBack {

  /** Longer ago, a client has moved on to something else, as a rule. */
  static final Duration MAX_AGE = Duration.ofSeconds(30);

  /** The last ones of a session that one exchange gets: some sessions are whole companies. */
  static final int MAX_CONTEXT = 32;

  /** Of an entry, beside what the exchange holds. */
  private static final long ENTRY_BYTES = 160;

  private final long maxBytes;
  private final Clocks clocks;
  private final Consumer<RawExchange> done;

  /** By age. */
  private final LinkedHashSet<Entry> entries = new LinkedHashSet<>();

  private final Map<String, ArrayDeque<Entry>> sessions = new HashMap<>();
  private long bytes;

  /**
   * @param maxBytes of exchanges, with what it takes to hold them
   * @param done gives an exchange's reservation back
   */
  LookBack(long maxBytes, Clocks clocks, Consumer<RawExchange> done) {
    this.maxBytes = maxBytes;
    this.clocks = clocks;
    this.done = done;
  }

  /** One that was sampled out, and is not counted yet. Each is itself and no other. */
  static final class Entry {
    private final RawExchange raw;
    private final String session;
    private final HeldBack fate;
    private final long bytes;
    private final long sinceNanos;

    private Entry(RawExchange raw, String session, HeldBack fate, long sinceNanos) {
      this.raw = raw;
      this.session = session;
      this.fate = fate;
      this.bytes = bytesOf(raw);
      this.sinceNanos = sinceNanos;
    }

    RawExchange raw() {
      return raw;
    }

    HeldBack fate() {
      return fate;
    }
  }

  /** Whether it is small enough to be held. */
  boolean takes(RawExchange raw) {
    return bytesOf(raw) <= maxBytes;
  }

  /** Holds it, in place of older ones if need be. */
  void add(RawExchange raw, String session, HeldBack fate) {
    Entry entry = new Entry(raw, session, fate, clocks.nanos());
    while (bytes + entry.bytes > maxBytes && !entries.isEmpty()) {
      letGo();
    }
    bytes += entry.bytes;
    entries.add(entry);
    sessions.computeIfAbsent(session, _ -> new ArrayDeque<>(2)).add(entry);
  }

  /** The last ones of the session, in the order in which they came; they are the caller's now. */
  List<Entry> take(String session) {
    List<Entry> taken = new ArrayList<>();
    ArrayDeque<Entry> held = sessions.get(session);
    while (held != null && !held.isEmpty() && taken.size() < MAX_CONTEXT) {
      Entry entry = held.removeLast();
      entries.remove(entry);
      bytes -= entry.bytes;
      entry.fate.choose();
      taken.addFirst(entry);
    }
    if (held != null && held.isEmpty()) {
      sessions.remove(session);
    }
    return taken;
  }

  /** Lets those go whose time is over. */
  void expire() {
    long now = clocks.nanos();
    while (!entries.isEmpty() && now - entries.getFirst().sinceNanos >= MAX_AGE.toNanos()) {
      letGo();
    }
  }

  /** How long until one has to go; never negative. */
  long idleNanos() {
    return entries.isEmpty()
        ? Long.MAX_VALUE
        : Math.max(0, MAX_AGE.toNanos() - (clocks.nanos() - entries.getFirst().sinceNanos));
  }

  /** Lets all go. */
  void clear() {
    while (!entries.isEmpty()) {
      letGo();
    }
  }

  long bytes() {
    return bytes;
  }

  private void letGo() {
    Entry entry = entries.removeFirst();
    bytes -= entry.bytes;
    sessions.computeIfPresent(
        entry.session,
        (_, held) -> {
          held.removeFirst();
          return held.isEmpty() ? null : held;
        });
    entry.fate.sampledOut();
    done.accept(entry.raw);
  }

  private static long bytesOf(RawExchange raw) {
    return raw.heldBytes() + ENTRY_BYTES;
  }
}
