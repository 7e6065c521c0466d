package dev.parallax.recorder.distill;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes for what an exchange needs the last {@value #MAX_BEFORE} of its session that had their
 * answers when it was sent: what it used is among those, as a rule, and sessions may have no end.
 */
final class Past implements Dependencies {

  static final int MAX_BEFORE = 32;

  private final List<Seen> all;

  /** Of each session, by start. */
  private final Map<String, int[]> sessions = new HashMap<>();

  /** Of each exchange, where it is in its session. */
  private final int[] places;

  /**
   * @param all their sessions are roots
   */
  Past(List<Seen> all) {
    this.all = all;
    places = new int[all.size()];
    Map<String, IntList> bySession = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      bySession.computeIfAbsent(all.get(i).session(), _ -> new IntList()).add(i);
    }
    bySession.forEach((session, members) -> sessions.put(session, byStart(members.toArray())));
    sessions.values().forEach(this::place);
  }

  private int[] byStart(int[] members) {
    return Arrays.stream(members)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingLong(i -> all.get(i).startNanos())
                .thenComparing(Comparator.naturalOrder()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private void place(int[] ordered) {
    for (int i = 0; i < ordered.length; i++) {
      places[ordered[i]] = i;
    }
  }

  @Override
  public int[] of(int exchange) {
    Seen seen = all.get(exchange);
    int[] session = sessions.get(seen.session());
    if (session == null || seen.session().isEmpty()) {
      return new int[0];
    }
    IntList before = new IntList();
    for (int i = places[exchange] - 1; i >= 0 && before.size() < MAX_BEFORE; i--) {
      if (all.get(session[i]).endNanos() <= seen.startNanos()) {
        before.add(session[i]);
      }
    }
    return before.toArray();
  }
}
