package dev.parallax.recorder.sanitize.detect;

/**
 * Hexadecimal digits in a row, 32 of them at least: keys, sessions, and digests of what somebody
 * is. Those that are a digest of nobody's content have that form, too; {@link Thing} knows them by
 * what they are called, and here are let go those that say so themselves.
 */
final class HexTokens {

  static final int MIN_LENGTH = 32;

  private static final int MIN_DISTINCT = 8;
  private static final int TRACE_LENGTH = 32;
  private static final int SPAN_LENGTH = 16;

  private HexTokens() {}

  /** Within one word. */
  static void find(Reading reading, int from, int wordEnd) {
    String text = reading.text();
    for (int at = from; at + MIN_LENGTH <= wordEnd; ) {
      int start = at;
      while (at < wordEnd && hex(text.charAt(at))) {
        at++;
      }
      if (at - start >= MIN_LENGTH && reading.wordStarts(start) && reading.wordEnds(at)) {
        run(reading, start, at);
      }
      at++;
    }
  }

  /** Whether nothing but such a run was found. */
  static boolean is(String text, Find find) {
    if (find.kind() != Kind.SECRET || find.end() - find.start() < MIN_LENGTH) {
      return false;
    }
    for (int i = find.start(); i < find.end(); i++) {
      if (!hex(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static void run(Reading reading, int start, int end) {
    String text = reading.text();
    int symbols = 0;
    boolean digits = false;
    for (int i = start; i < end; i++) {
      symbols |= 1 << Character.digit(text.charAt(i), 16);
      digits |= text.charAt(i) <= '9';
    }
    boolean letters = symbols >>> 10 != 0;
    boolean random = digits && letters && Integer.bitCount(symbols) >= MIN_DISTINCT;
    if (random && !digest(text, start) && !trace(text, start, end)) {
      reading.add(start, end, Kind.SECRET);
    }
  }

  /** Behind the name of its algorithm: {@code sha256:}, {@code sha1-}, {@code md5=}. */
  static boolean digest(String text, int start) {
    int at = start - 1;
    if (at < 0 || ":-=".indexOf(text.charAt(at)) < 0) {
      return false;
    }
    while (at > 0 && text.charAt(at - 1) >= '0' && text.charAt(at - 1) <= '9') {
      at--;
    }
    return text.regionMatches(true, at - 3, "sha", 0, 3)
        || text.regionMatches(true, at - 2, "md", 0, 2);
  }

  /** {@code 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01} (W3C Trace Context). */
  private static boolean trace(String text, int start, int end) {
    int span = end + 1;
    return end - start == TRACE_LENGTH
        && text.startsWith("00-", start - 3)
        && text.length() > span + SPAN_LENGTH
        && text.charAt(end) == '-'
        && text.charAt(span + SPAN_LENGTH) == '-';
  }

  private static boolean hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
