package dev.parallax.replayer.plan;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sessions that turned out to be one client's: each has a root, which stands for all of them.
 * Bounded by {@value #MAX_LINKS} links, of which the oldest are forgotten. Confined to one thread.
 */
public final class SessionLinks {

  static final int MAX_LINKS = 100_000;

  private final Map<String, String> links =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MAX_LINKS;
        }
      };

  /** The session itself, if it has no link. */
  public String root(String session) {
    String root = session;
    for (String next = links.get(root); next != null; next = links.get(root)) {
      root = next;
    }
    return root;
  }

  /**
   * Both become one session, under the first's name.
   *
   * @param from a root
   * @param to another root
   */
  public void join(String from, String to) {
    links.put(to, from);
  }
}
