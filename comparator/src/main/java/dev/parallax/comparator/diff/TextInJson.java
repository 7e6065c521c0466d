package dev.parallax.comparator.diff;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/** JSON that is written within a string of JSON, as queues and logs do. */
final class TextInJson {

  /** Stands in a path for the step into the string. */
  static final String STEP = "(json)";

  /**
   * What is deeper is compared as text; each level doubles the backslashes of the one around it.
   */
  static final int MAX_LEVELS = 4;

  private TextInJson() {}

  /**
   * An object or a list; null if it is none, or nobody would call it so.
   *
   * @param maxDepth what is deeper is none: all strings around it share one bound
   */
  static @Nullable Json parse(String text, int maxDepth) {
    String stripped = text.strip();
    if (stripped.length() < 2 || !isEnclosed(stripped)) {
      return null;
    }
    return JsonText.parse(ByteString.copyFromUtf8(stripped), false, maxDepth);
  }

  private static boolean isEnclosed(String text) {
    char last = text.charAt(text.length() - 1);
    return switch (text.charAt(0)) {
      case '{' -> last == '}';
      case '[' -> last == ']';
      default -> false;
    };
  }
}
