package dev.parallax.replayer.source;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.LinkedSessions;
import dev.parallax.proto.SessionLink;
import dev.parallax.recorder.session.SessionLinks;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the sessions that links join to one in another partition. Of those that are joined, the
 * first that was read is home to all, also to what was read before its link.
 *
 * <p>Memory is bounded by {@value Linked#MAX_SESSIONS} sessions with links: links that come after
 * are counted. Confined to one thread.
 */
final class LinkSurvey {

  /** A record may stand before that of its link, as where both end in one millisecond. */
  private static final int RECENT = 10_000;

  private final SessionLinks links = SessionLinks.unbounded();
  private final SequencedMap<String, Integer> placed = new LinkedHashMap<>();
  private final Set<String> unplaced = new HashSet<>();

  private final Map<String, Integer> recent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > RECENT;
        }
      };
  private final int maxSessions;
  private long leftOut;

  LinkSurvey() {
    this(Linked.MAX_SESSIONS);
  }

  LinkSurvey(int maxSessions) {
    this.maxSessions = maxSessions;
  }

  /** The next, in whatever order the log has it. */
  void add(Exchange exchange, int partition) {
    String session = exchange.getSession();
    if (session.isEmpty()) {
      return;
    }
    recent.put(session, partition);
    if (unplaced.remove(session)) {
      placed.put(session, partition);
    }
    if (exchange.getSessionLinksCount() == 0) {
      return;
    }
    if (placed.size() + unplaced.size() >= maxSessions) {
      leftOut++;
      return;
    }
    links.add(exchange, (_, _) -> know(exchange.getSessionLinksList()));
  }

  private void know(List<SessionLink> joined) {
    for (SessionLink link : joined) {
      know(link.getFrom());
      know(link.getTo());
    }
  }

  private void know(String session) {
    Integer at = recent.get(session);
    if (at == null) {
      if (!placed.containsKey(session)) {
        unplaced.add(session);
      }
    } else {
      placed.putIfAbsent(session, at);
    }
  }

  Linked found() {
    Map<String, Integer> homes = new HashMap<>();
    SortedMap<Integer, SortedMap<Integer, LinkedSessions.Builder>> found = new TreeMap<>();
    placed.forEach(
        (session, partition) -> {
          int home = homes.computeIfAbsent(links.root(session), _ -> partition);
          if (home != partition) {
            found
                .computeIfAbsent(partition, _ -> new TreeMap<>())
                .computeIfAbsent(home, _ -> LinkedSessions.newBuilder())
                .setPartition(partition)
                .setHome(home)
                .addSessions(Homes.hash(session));
          }
        });
    List<LinkedSessions> sessions =
        found.values().stream()
            .flatMap(there -> there.values().stream())
            .map(LinkedSessions.Builder::build)
            .toList();
    return new Linked(sessions, leftOut);
  }
}
