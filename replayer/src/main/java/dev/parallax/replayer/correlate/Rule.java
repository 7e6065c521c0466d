package dev.parallax.replayer.correlate;

import dev.parallax.replayer.correlate.place.Place;
import dev.parallax.replayer.plan.Routes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A binding that somebody asked for, or one that must not be: {@code POST /login response body
 * /token -> request header authorization}.
 *
 * @param from of which responses, and where in them; null for any
 * @param to of which requests, and where in them
 */
record Rule(@Nullable End from, End to) {

  private static final String ARROW = "->";

  /**
   * One side.
   *
   * @param routes null for all
   */
  record End(@Nullable Routes routes, Place place) {

    boolean matches(String method, String target, Place at) {
      return asked(method, target) && at.matches(place);
    }

    boolean asked(String method, String target) {
      return routes == null || routes.name(method, target);
    }
  }

  /**
   * @param text {@code [METHOD /path] response PLACE -> [METHOD /path] request PLACE}
   * @throws IllegalArgumentException naming the setting and what was expected
   */
  static Rule binding(String text) {
    int arrow = text.indexOf(ARROW);
    if (arrow < 0) {
      throw refused(
          "replay.bind", text, "[METHOD /path] response PLACE -> [METHOD /path] request PLACE");
    }
    return new Rule(
        end("replay.bind", text.substring(0, arrow), "response"),
        end("replay.bind", text.substring(arrow + ARROW.length()), "request"));
  }

  /**
   * @param text the same, or {@code [METHOD /path] request PLACE} alone
   */
  static Rule forbidden(String text) {
    int arrow = text.indexOf(ARROW);
    return arrow < 0
        ? new Rule(null, end("replay.noBind", text, "request"))
        : new Rule(
            end("replay.noBind", text.substring(0, arrow), "response"),
            end("replay.noBind", text.substring(arrow + ARROW.length()), "request"));
  }

  boolean covers(Edge.Source source, String method, String target, Place at) {
    return to.matches(method, target, at)
        && (from == null
            || from.matches(source.product().method(), source.product().target(), source.place()));
  }

  private static End end(String key, String text, String side) {
    String padded = ' ' + text.strip() + ' ';
    int at = padded.indexOf(' ' + side + ' ');
    if (at < 0) {
      throw refused(key, text, "[METHOD /path] " + side + " PLACE");
    }
    String route = padded.substring(0, at).strip();
    try {
      return new End(
          route.isEmpty() ? null : new Routes(key, Set.of(route)),
          Place.parse(padded.substring(at + side.length() + 2)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + text.strip() + ": " + e.getMessage(), e);
    }
  }

  private static IllegalArgumentException refused(String key, String text, String expected) {
    return new IllegalArgumentException(
        "%s: %s (expected: %s)".formatted(key, text.strip(), expected));
  }
}
