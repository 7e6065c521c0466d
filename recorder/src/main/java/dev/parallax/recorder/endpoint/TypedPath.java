package dev.parallax.recorder.endpoint;

import java.util.ArrayList;
import java.util.List;

/**
 * A request's path, each segment judged by itself: values are placeholders, words are kept. Empty
 * segments are kept too, since {@code /users} and {@code /users/} may be different routes.
 *
 * @param segments what stands between the slashes; the first slash begins the first segment
 */
record TypedPath(List<String> segments) {

  /** What lies deeper is one segment, {@code {rest}}. */
  static final int MAX_SEGMENTS = 12;

  TypedPath {
    segments = List.copyOf(segments);
  }

  /**
   * @param target origin form; the query, the fragment and parameters after a semicolon are left
   *     out. An absolute form loses its scheme and authority.
   */
  static TypedPath of(String target) {
    List<String> segments = plainSegments(target);
    segments.replaceAll(SegmentShape::template);
    if (segments.size() > MAX_SEGMENTS) {
      segments.subList(MAX_SEGMENTS - 1, segments.size()).clear();
      segments.add("{rest}");
    }
    return new TypedPath(segments);
  }

  /** One segment, judged by itself. */
  static String segment(String raw) {
    return SegmentShape.template(withoutParameters(raw));
  }

  /** The segments as they are, one more than {@value #MAX_SEGMENTS} at most. */
  static List<String> plainSegments(String target) {
    int from = pathStart(target);
    int end = pathEnd(target, from);
    List<String> segments = new ArrayList<>(MAX_SEGMENTS + 1);
    for (int at = from; at <= end && segments.size() <= MAX_SEGMENTS; ) {
      int slash = target.indexOf('/', at);
      int next = slash < 0 || slash > end ? end : slash;
      segments.add(withoutParameters(target.substring(at, next)));
      at = next + 1;
    }
    return segments;
  }

  /** {@code /users/{id}} */
  String pattern() {
    return pattern(segments);
  }

  static String pattern(List<String> segments) {
    return "/" + String.join("/", segments);
  }

  /** The segments of what {@link #pattern} wrote. */
  static List<String> segmentsOf(String pattern) {
    return List.of(pattern.substring(pattern.startsWith("/") ? 1 : 0).split("/", -1));
  }

  static int pathStart(String target) {
    int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
    if (scheme < 0) {
      return target.startsWith("/") ? 1 : 0;
    }
    int slash = target.indexOf('/', scheme + 3);
    return slash < 0 ? target.length() : slash + 1;
  }

  static int pathEnd(String target, int from) {
    for (int i = from; i < target.length(); i++) {
      if (target.charAt(i) == '?' || target.charAt(i) == '#') {
        return i;
      }
    }
    return target.length();
  }

  private static String withoutParameters(String segment) {
    int semicolon = segment.indexOf(';');
    return semicolon < 0 ? segment : segment.substring(0, semicolon);
  }
}
