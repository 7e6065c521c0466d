package dev.parallax.recorder.session;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.SessionLink;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sessions that turned out to be one client's, as where a login changed the cookie: each has a
 * root, which stands for all of them. Confined to one thread.
 */
public final class SessionLinks {

  /** What readers of a stream that has no end remember of it. */
  public static final int MAX_LINKS = 100_000;

  /** What two sessions have in common from now on goes from one to the other. */
  @FunctionalInterface
  public interface Joined {
    void joined(String root, String other);
  }

  private final Map<String, String> links;

  /** Bounded by {@value #MAX_LINKS} links, of which the oldest are forgotten. */
  public SessionLinks() {
    this(MAX_LINKS);
  }

  private SessionLinks(int max) {
    links =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > max;
          }
        };
  }

  /** Those of a recording that is held in memory as a whole. */
  public static SessionLinks unbounded() {
    return new SessionLinks(Integer.MAX_VALUE);
  }

  /** The session itself, if it has no link. */
  public String root(String session) {
    String root = session;
    for (String next = links.get(root); next != null; next = links.get(root)) {
      root = next;
    }
    return root;
  }

  /**
   * Joins the sessions that the exchange links, each pair under the first's name.
   *
   * @param joined told of two roots that are one from now on
   */
  public void add(Exchange exchange, Joined joined) {
    for (SessionLink link : exchange.getSessionLinksList()) {
      String from = root(link.getFrom());
      String to = root(link.getTo());
      if (!from.equals(to)) {
        links.put(to, from);
        joined.joined(from, to);
      }
    }
  }
}
