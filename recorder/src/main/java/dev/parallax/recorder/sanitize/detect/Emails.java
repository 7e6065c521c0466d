package dev.parallax.recorder.sanitize.detect;

import org.jspecify.annotations.Nullable;

/** Mail addresses as people have them (a subset of RFC 5321, with letters of any script). */
final class Emails {

  private static final int MAX_LOCAL = 64;
  private static final int MAX_HOST = 253;

  private Emails() {}

  /** The address around the {@code @} at {@code at}, if there is one. */
  static @Nullable Find around(String text, int at) {
    int start = at;
    while (start > 0 && at - start < MAX_LOCAL && local(text.charAt(start - 1))) {
      start--;
    }
    while (start < at && text.charAt(start) == '.') {
      start++;
    }
    int end = at + 1;
    while (end < text.length() && end - at <= MAX_HOST && host(text.charAt(end))) {
      end++;
    }
    while (end > at + 1 && !Character.isLetterOrDigit(text.charAt(end - 1))) {
      end--;
    }
    int dot = text.lastIndexOf('.', end - 1);
    boolean whole = start < at && dot > at + 1 && end - dot > 2 && !digits(text, dot + 1, end);
    return whole ? new Find(start, end, Kind.EMAIL) : null;
  }

  private static boolean local(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || "._+-%'~!#$".indexOf(c) >= 0;
  }

  private static boolean host(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-';
  }

  private static boolean digits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
