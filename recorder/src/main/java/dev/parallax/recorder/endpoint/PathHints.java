package dev.parallax.recorder.endpoint;

import java.util.List;
import java.util.Optional;

/**
 * What the configuration says of paths: templates, which go before what is mined, as {@code
 * /users/{id}/posts}; and places at which words stay apart however many there are, as {@code
 * !/cart/{step}}. A template that ends in {@code **} says nothing of endpoints. Immutable.
 */
public final class PathHints {

  /** Begins a place where words stay apart. */
  public static final String APART = "!";

  /** Stands, as a last segment, for all that comes. */
  private static final String REST = "**";

  private final List<List<String>> templates;
  private final List<List<String>> apart;

  private PathHints(List<List<String>> templates, List<List<String>> apart) {
    this.templates = templates;
    this.apart = apart;
  }

  /**
   * @param paths as in {@code sanitise.paths}
   */
  public static PathHints of(List<String> paths) {
    return new PathHints(
        paths.stream()
            .filter(path -> !path.startsWith(APART) && !path.endsWith(REST))
            .map(TypedPath::segmentsOf)
            .toList(),
        paths.stream()
            .filter(path -> path.startsWith(APART))
            .map(path -> TypedPath.segmentsOf(path.substring(APART.length())))
            .toList());
  }

  /**
   * Whether a path can be one of {@code sanitise.paths}: what can match nothing is a slip of the
   * pen, such as half a variable, {@code **} in the middle, or a query.
   */
  public static boolean isWellFormed(String path) {
    boolean isApart = path.startsWith(APART);
    String bare = isApart ? path.substring(APART.length()) : path;
    if (!bare.startsWith("/") || bare.contains("?") || bare.contains("#")) {
      return false;
    }
    String[] segments = bare.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean isRest = segments[i].equals(REST) && i == segments.length - 1 && !isApart;
      if (!isRest && !isSegment(segments[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSegment(String segment) {
    String word =
        isVariable(segment) && segment.length() > 2
            ? segment.substring(1, segment.length() - 1)
            : segment;
    return !word.contains("{") && !word.contains("}") && !word.contains(REST);
  }

  public static PathHints none() {
    return new PathHints(List.of(), List.of());
  }

  /**
   * The first template that a path matches.
   *
   * @param path its segments as they are
   */
  Optional<List<String>> template(List<String> path) {
    for (List<String> template : templates) {
      if (matches(template, path)) {
        return Optional.of(template);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether words stay apart at a place.
   *
   * @param before the pattern's segments up to there
   */
  boolean keepsApart(List<String> before) {
    for (List<String> place : apart) {
      if (matches(place.subList(0, place.size() - 1), before)) {
        return true;
      }
    }
    return false;
  }

  static boolean matches(List<String> template, List<String> path) {
    if (template.size() != path.size()) {
      return false;
    }
    for (int i = 0; i < path.size(); i++) {
      String segment = template.get(i);
      boolean fits = isVariable(segment) ? !path.get(i).isEmpty() : segment.equals(path.get(i));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }
}
