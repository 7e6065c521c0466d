package dev.parallax.comparator.fidelity;

import dev.parallax.proto.Exchange;
import dev.parallax.recorder.session.Lifetime;
import dev.parallax.recorder.session.SessionLinks;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds what was sent too early: an exchange of a session before another of it was answered that
 * had completed before it in production. Sessions that a link shows to be one client's are one.
 *
 * <p>A run's events stand in the order in which exchanges were done, so that those of a session
 * that could touch each other stand close together: the last {@value #REMEMBERED} of each are
 * compared.
 */
final class SessionTimes {

  private static final int REMEMBERED = 32;

  private final Map<String, Session> sessions = new HashMap<>();
  private final SessionLinks links = new SessionLinks();
  private long overtaking;

  /** When an exchange was under way, in production and in the run's first round. */
  static final class Times {
    private final Lifetime recorded;
    private long firstSentNanos = Long.MAX_VALUE;
    private long lastEndNanos = Long.MIN_VALUE;
    private boolean counted;

    Times(Exchange exchange) {
      recorded = Lifetime.of(exchange);
    }

    void add(long sentNanos, long endNanos) {
      firstSentNanos = Math.min(firstSentNanos, sentNanos);
      lastEndNanos = Math.max(lastEndNanos, endNanos);
    }

    long firstSentNanos() {
      return firstSentNanos;
    }

    private boolean wasSent() {
      return firstSentNanos != Long.MAX_VALUE;
    }

    private boolean overtakes(Times before) {
      return before.recorded.precedes(recorded) && firstSentNanos < before.lastEndNanos;
    }
  }

  private static final class Session {
    private final Deque<Times> last = new ArrayDeque<>();
    private boolean hasGaps;
  }

  /** One without a session is one by itself, and says nothing. */
  void add(Exchange exchange, Times times) {
    if (exchange.getSession().isEmpty()) {
      return;
    }
    links.add(exchange, this::join);
    Session session =
        sessions.computeIfAbsent(links.root(exchange.getSession()), _ -> new Session());
    if (!times.wasSent()) {
      session.hasGaps = true;
      return;
    }
    for (Times other : session.last) {
      count(times, other);
      count(other, times);
    }
    remember(session, times);
  }

  private void count(Times after, Times before) {
    if (!after.counted && after.overtakes(before)) {
      after.counted = true;
      overtaking++;
    }
  }

  private static void remember(Session session, Times times) {
    session.last.add(times);
    if (session.last.size() > REMEMBERED) {
      session.last.removeFirst();
    }
  }

  private void join(String from, String to) {
    Session moved = sessions.remove(to);
    if (moved != null) {
      Session session = sessions.computeIfAbsent(from, _ -> new Session());
      session.hasGaps |= moved.hasGaps;
      moved.last.forEach(times -> remember(session, times));
    }
  }

  /** How many were sent too early. */
  long overtaking() {
    return overtaking;
  }

  long count() {
    return sessions.size();
  }

  /** Those of which everything was sent. */
  long whole() {
    return sessions.values().stream().filter(session -> !session.hasGaps).count();
  }
}
