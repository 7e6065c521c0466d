package dev.parallax.recorder.endpoint;

import java.util.Locale;
import java.util.Set;

/** The file extensions that say of what type something is. Any other one is a part of a value. */
public final class Extensions {

  private static final Set<String> KNOWN =
      Set.of(
          "html", "htm", "css", "js", "mjs", "png", "jpg", "jpeg", "gif", "svg", "ico", "webp",
          "woff", "woff2", "ttf", "map", "json", "xml", "txt", "csv", "php", "jsp", "aspx", "do");

  private Extensions() {}

  /** The known extension of a path segment, lower-case; empty if there is none. */
  public static String of(String segment) {
    int dot = segment.lastIndexOf('.');
    if (dot < 1) {
      return "";
    }
    String extension = segment.substring(dot + 1).toLowerCase(Locale.ROOT);
    return KNOWN.contains(extension) ? extension : "";
  }
}
