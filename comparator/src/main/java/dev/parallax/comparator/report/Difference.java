package dev.parallax.comparator.report;

/**
 * Where two values part: a common beginning and end, and what stands between on either side. Cut
 * only between code points.
 *
 * @param before common to both; cut on the left
 * @param after common to both; cut on the right
 */
record Difference(String before, String expected, String actual, String after) {

  /** Characters of differing text that are kept on either side. */
  private static final int MIDDLE = 400;

  /**
   * @param context characters of common text that are kept on either side
   */
  static Difference between(String expected, String actual, int context) {
    int start = commonStart(expected, actual);
    int end = commonEnd(expected, actual, start);
    return new Difference(
        last(expected.substring(0, start), context),
        first(expected.substring(start, expected.length() - end), MIDDLE),
        first(actual.substring(start, actual.length() - end), MIDDLE),
        first(expected.substring(expected.length() - end), context));
  }

  private static int commonStart(String a, String b) {
    int limit = Math.min(a.length(), b.length());
    int i = 0;
    while (i < limit && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    return i > 0 && Character.isHighSurrogate(a.charAt(i - 1)) ? i - 1 : i;
  }

  private static int commonEnd(String a, String b, int start) {
    int limit = Math.min(a.length(), b.length()) - start;
    int i = 0;
    while (i < limit && a.charAt(a.length() - 1 - i) == b.charAt(b.length() - 1 - i)) {
      i++;
    }
    return i > 0 && Character.isLowSurrogate(a.charAt(a.length() - i)) ? i - 1 : i;
  }

  private static String first(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end) + "…";
  }

  private static String last(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int start = text.length() - max;
    return "…" + text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
  }
}
