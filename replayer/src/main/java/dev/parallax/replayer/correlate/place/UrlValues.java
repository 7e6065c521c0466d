package dev.parallax.replayer.correlate.place;

import org.jspecify.annotations.Nullable;

/** Segments of paths, and values of queries. */
final class UrlValues {

  private final Trail trail;
  private final Nested nested;

  UrlValues(Trail trail, Nested nested) {
    this.trail = trail;
    this.nested = nested;
  }

  /**
   * @param fromEnd whether segments are counted from the end, -1 being the last: a server's links
   *     may have a base path before them that was not there in production
   */
  @Nullable String visit(String url, boolean fromEnd) {
    int scheme = url.indexOf("://");
    int slash = url.indexOf('/', scheme < 0 ? 0 : scheme + 3);
    if (slash < 0) {
      return null;
    }
    int hash = end(url, '#', slash, url.length());
    int question = end(url, '?', slash, hash);
    String path = path(url.substring(slash, question), fromEnd);
    String query =
        question == hash
            ? null
            : new FormValues(trail, nested).visit("query", url.substring(question + 1, hash));
    return path == null && query == null
        ? null
        : url.substring(0, slash)
            + (path == null ? url.substring(slash, question) : path)
            + (question == hash
                ? ""
                : "?" + (query == null ? url.substring(question + 1, hash) : query))
            + url.substring(hash);
  }

  private static int end(String url, char sign, int from, int otherwise) {
    int at = url.indexOf(sign, from);
    return at < 0 || at > otherwise ? otherwise : at;
  }

  private @Nullable String path(String path, boolean fromEnd) {
    String[] segments = path.split("/", -1);
    boolean written = false;
    for (int i = 1; i < segments.length; i++) {
      if (segments[i].isEmpty()) {
        continue;
      }
      int depth = trail.depth();
      trail.down("path");
      trail.down(Integer.toString(fromEnd ? i - segments.length : i));
      trail.hint(segments[i - 1]);
      String value = nested.visit(Percent.decode(segments[i]));
      trail.hint("");
      trail.upTo(depth);
      if (value != null) {
        segments[i] = Percent.encode(value, "!$&'()*+,;=:@");
        written = true;
      }
    }
    return written ? String.join("/", segments) : null;
  }
}
