package dev.parallax.replayer.pool;

import dev.parallax.replayer.correlate.place.Place;
import dev.parallax.replayer.plan.Routes;
import java.util.Set;

/**
 * Where requests have ids of a pool: {@code GET /orders/{id}}, {@code /orders/{id}} for any method,
 * {@code GET /search query customer}.
 *
 * @param method of the routes: {@code GET} where any will do
 * @param routes the beginning of the path
 * @param place in those requests
 */
record PoolPlace(boolean anyMethod, String method, Routes routes, Place place) {

  private static final String EXPECTED = "[METHOD] /path/{id} [PLACE]";

  /**
   * @throws IllegalArgumentException for what is no such place, naming the setting
   */
  static PoolPlace parse(String text) {
    String[] words = text.strip().split("\\s+", 2);
    boolean anyMethod = words[0].startsWith("/");
    String rest = anyMethod ? text.strip() : words.length == 2 ? words[1] : "";
    String[] parts = rest.split("\\s+", 2);
    if (!parts[0].startsWith("/")) {
      throw refused(text, EXPECTED);
    }
    String method = anyMethod ? "GET" : words[0];
    Routes routes = new Routes(Pools.KEY, Set.of(method + ' ' + parts[0]));
    return new PoolPlace(
        anyMethod,
        method,
        routes,
        parts.length == 2 ? place(text, parts[1]) : last(text, parts[0]));
  }

  boolean isIn(String requestMethod, String target) {
    return routes.name(anyMethod ? method : requestMethod, target);
  }

  private static Place place(String text, String place) {
    try {
      return Place.parse(place);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: %s: %s".formatted(Pools.KEY, text.strip(), e.getMessage()), e);
    }
  }

  /** The last segment of those that may be any. */
  private static Place last(String text, String path) {
    String[] segments = path.split("/", -1);
    for (int i = segments.length - 1; i > 0; i--) {
      if (segments[i].startsWith("{") && segments[i].endsWith("}")) {
        return Place.parse("path " + i);
      }
    }
    throw refused(text, EXPECTED + ", such as GET /orders/{id}, or GET /search query customer");
  }

  private static IllegalArgumentException refused(String text, String expected) {
    return new IllegalArgumentException(
        "%s: %s (expected: %s)".formatted(Pools.KEY, text.strip(), expected));
  }
}
