package dev.parallax.recorder.sanitize.detect;

/**
 * Mail addresses as people have them (a subset of RFC 5321 with letters of any script): tagged,
 * with a quoted local part, at a host by name or, in brackets, by address.
 */
final class Emails implements Detector {

  private static final int MAX_LOCAL = 64;
  private static final int MAX_HOST = 253;
  private static final int MAX_LITERAL = 47;

  private static final int ASCII = 128;
  private static final boolean[] LOCAL = new boolean[ASCII];
  private static final boolean[] HOST = new boolean[ASCII];

  static {
    for (char c = 0; c < ASCII; c++) {
      LOCAL[c] = Character.isLetterOrDigit(c) || "._+-%'~!#$".indexOf(c) >= 0;
      HOST[c] = Character.isLetterOrDigit(c) || c == '.' || c == '-';
    }
  }

  @Override
  public Trait trait() {
    return Trait.EMAIL;
  }

  @Override
  public void find(Reading reading) {
    String text = reading.text();
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      int start = localStart(text, at);
      int end = hostEnd(text, at + 1);
      if (start < at && end > 0 && !isPassword(text, start)) {
        reading.add(start, end, Kind.EMAIL);
      }
    }
  }

  /** Whether that is the end of {@code scheme://user:} and what follows no mail address. */
  private static boolean isPassword(String text, int start) {
    int at = start - 1;
    if (at < 0 || text.charAt(at) != ':') {
      return false;
    }
    while (at > 0 && start - at < MAX_LOCAL && local(text.charAt(at - 1))) {
      at--;
    }
    return at >= 3 && text.startsWith("://", at - 3);
  }

  private static int localStart(String text, int at) {
    if (at > 2 && text.charAt(at - 1) == '"') {
      int quote = text.lastIndexOf('"', at - 2);
      return quote >= 0 && quote < at - 2 && at - quote <= MAX_LOCAL ? quote : at;
    }
    int start = at;
    while (start > 0 && at - start < MAX_LOCAL && local(text.charAt(start - 1))) {
      start--;
    }
    while (start < at && text.charAt(start) == '.') {
      start++;
    }
    return start;
  }

  /** -1 if no host begins there. */
  private static int hostEnd(String text, int from) {
    if (from < text.length() && text.charAt(from) == '[') {
      int bracket = from;
      while (bracket < text.length() - 1
          && bracket - from < MAX_LITERAL
          && text.charAt(bracket) != ']') {
        bracket++;
      }
      boolean literal = Addresses.parse(literal(text.substring(from + 1, bracket))) != null;
      return literal && text.charAt(bracket) == ']' ? bracket + 1 : -1;
    }
    int end = from;
    while (end < text.length() && end - from < MAX_HOST && host(text.charAt(end))) {
      end++;
    }
    while (end > from && !Character.isLetterOrDigit(text.charAt(end - 1))) {
      end--;
    }
    int dot = end - 1;
    while (dot > from && text.charAt(dot) != '.') {
      dot--;
    }
    return dot > from && end - dot > 2 && !digits(text, dot + 1, end) ? end : -1;
  }

  /** An IPv6 address has a tag (RFC 5321, section 4.1.3). */
  private static String literal(String bracketed) {
    return bracketed.regionMatches(true, 0, "IPv6:", 0, 5) ? bracketed.substring(5) : bracketed;
  }

  private static boolean local(char c) {
    return c < ASCII ? LOCAL[c] : Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  private static boolean host(char c) {
    return c < ASCII ? HOST[c] : Character.isLetterOrDigit(c);
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
