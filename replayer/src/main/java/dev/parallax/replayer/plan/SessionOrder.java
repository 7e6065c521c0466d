package dev.parallax.replayer.plan;

import dev.parallax.proto.Exchange;
import dev.parallax.recorder.session.Lifetime;
import dev.parallax.recorder.session.SessionLinks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an exchange waits for: those of its session that had completed, in production, before it was
 * sent. What overlapped there stays concurrent, and sessions are independent of each other.
 *
 * <p>An exchange without a session (an imported one) waits for nothing.
 *
 * <p>Fed in order of recorded start. Memory is bounded by what was placed and is not done yet, plus
 * {@value SessionLinks#MAX_LINKS} session links. Thread-safe.
 *
 * @param <T> the caller's handle of one sending
 */
public final class SessionOrder<T> {

  private final Map<String, List<Placed<T>>> pending = new HashMap<>();
  private final SessionLinks links = new SessionLinks();

  private record Placed<T>(String session, Lifetime recorded, T turn) {}

  /**
   * @return the turns that must be done before this one is sent; left out are those that are done,
   *     and those that another of these waits for
   */
  public synchronized List<T> place(Exchange exchange, T turn) {
    if (exchange.getSession().isEmpty()) {
      return List.of();
    }
    links.add(exchange, this::join);
    String session = links.root(exchange.getSession());
    Lifetime recorded = Lifetime.of(exchange);
    List<Placed<T>> open = pending.computeIfAbsent(session, s -> new ArrayList<>());
    dropImplied(open, recorded);
    List<T> before =
        open.stream().filter(p -> p.recorded().precedes(recorded)).map(Placed::turn).toList();
    open.add(new Placed<>(session, recorded, turn));
    return before;
  }

  /**
   * Drops what the latest completed one waits for itself: all that come now wait for that one, if
   * it was done by the clocks: one that only may have been is none that others wait for. So a
   * session's list is as long as its overlap is wide, not as it is long.
   */
  private static <T> void dropImplied(List<Placed<T>> open, Lifetime now) {
    for (int i = open.size() - 1; i >= 0; i--) {
      Placed<T> latest = open.get(i);
      if (latest.recorded().endedBefore(now)) {
        open.removeIf(
            p ->
                !p.equals(latest)
                    && p.session().equals(latest.session())
                    && p.recorded().precedes(latest.recorded()));
        return;
      }
    }
  }

  /** Nothing waits for this turn any more. */
  public synchronized void done(Exchange exchange, T turn) {
    String session = links.root(exchange.getSession());
    List<Placed<T>> open = pending.get(session);
    if (open != null) {
      open.removeIf(p -> p.turn().equals(turn));
      if (open.isEmpty()) {
        pending.remove(session);
      }
    }
  }

  /** How many were placed and are not done. */
  synchronized int pending() {
    return pending.values().stream().mapToInt(List::size).sum();
  }

  private void join(String from, String to) {
    List<Placed<T>> moved = pending.remove(to);
    if (moved != null) {
      pending.computeIfAbsent(from, s -> new ArrayList<>()).addAll(moved);
    }
  }
}
