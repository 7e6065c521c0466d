package dev.parallax.recorder.session;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.SessionLink;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sessions that turned out to be one client's, as where a login changed the cookie: each has a
 * root, which stands for all of them. What led to more than {@value #MAX_JOINED} others, or what
 * more than that led to, is nobody's, and joins no more of them: {@code lang=en} where it is all
 * that clients send, one value for all who are logged out. Confined to one thread.
 */
public final class SessionLinks {

  /** What readers of a stream that has no end remember of it. */
  public static final int MAX_LINKS = 100_000;

  private static final int MAX_JOINED = 16;

  /** What two sessions have in common from now on goes from one to the other. */
  @FunctionalInterface
  public interface Joined {
    void joined(String root, String other);
  }

  private final Map<String, String> links;

  /** How many others a session led to, by its own name. */
  private final Map<String, Integer> led;

  /** How many others led to a session. */
  private final Map<String, Integer> given;

  /** Bounded by {@value #MAX_LINKS} links, of which the oldest are forgotten. */
  public SessionLinks() {
    this(MAX_LINKS);
  }

  private SessionLinks(int max) {
    links = bounded(max);
    led = bounded(max);
    given = bounded(max);
  }

  private static <V> Map<String, V> bounded(int max) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
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
      if (!from.equals(to) && isOneClients(link)) {
        led.merge(link.getFrom(), 1, Integer::sum);
        given.merge(link.getTo(), 1, Integer::sum);
        links.put(to, from);
        joined.joined(from, to);
      }
    }
  }

  private boolean isOneClients(SessionLink link) {
    return led.getOrDefault(link.getFrom(), 0) < MAX_JOINED
        && given.getOrDefault(link.getTo(), 0) < MAX_JOINED;
  }
}
