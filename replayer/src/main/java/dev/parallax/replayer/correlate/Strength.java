package dev.parallax.replayer.correlate;

/**
 * How much a value says: whether two that are equal are the same one, or equal by chance.
 *
 * <p>An estimate of its entropy by the signs that it has. Words say little, whatever their length:
 * people and programs choose from few.
 */
public final class Strength {

  /** From here on a value is told by itself; below, only by its name, too. */
  static final double STRONG_BITS = 20;

  /** Longer ones are texts. */
  private static final int MAX_CHARS = 8192;

  private static final double DIGIT_BITS = 3.3;
  private static final double LETTER_BITS = 4.7;
  private static final double MIXED_BITS = 5.2;
  private static final double WORD_BITS = 1.3;

  /** Of letters in a row that can be a word. */
  private static final int MIN_WORD = 4;

  private Strength() {}

  /** Whether it may be a value that was given out at all. */
  static boolean usable(String value) {
    if (value.isEmpty() || value.length() > MAX_CHARS) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ') {
        return false;
      }
    }
    return !value.equals("true") && !value.equals("false") && !value.equals("null");
  }

  /** Whether it is told by itself, whatever it is called. */
  public static boolean strong(String value) {
    return bits(value) >= STRONG_BITS;
  }

  /** 0 for what is a word, a date, a decimal or a URL, or no value at all. */
  static double bits(String value) {
    if (!usable(value)
        || value.contains("://")
        || value.charAt(0) == '/'
        || isNumberOrTime(value)) {
      return 0;
    }
    double bits = 0;
    boolean digits = false;
    boolean mixed = false;
    for (int at = 0; at < value.length(); ) {
      int end = runEnd(value, at);
      char first = value.charAt(at);
      if (digit(first)) {
        digits = true;
        bits += DIGIT_BITS * (end - at);
      } else if (letter(first)) {
        boolean word = inOneCase(value, at, end);
        mixed |= !word;
        bits += (word ? (end - at < MIN_WORD ? LETTER_BITS : WORD_BITS) : MIXED_BITS) * (end - at);
      }
      at = end;
    }
    return digits || mixed ? bits : 0;
  }

  /** {@code 19.99}, {@code 2026-11-27T02:10:58.123Z}, {@code 10:30}. */
  private static boolean isNumberOrTime(String value) {
    int digits = 0;
    int others = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (digit(c)) {
        digits++;
      } else if ("-:.+TZ".indexOf(c) >= 0) {
        others++;
      } else {
        return false;
      }
    }
    boolean time =
        value.length() >= 8 && (value.charAt(4) == '-' || value.charAt(2) == ':') && others >= 2;
    return time || (others == 1 && value.indexOf('.') > 0) || digits == 0;
  }

  private static int runEnd(String value, int from) {
    char first = value.charAt(from);
    int end = from + 1;
    while (end < value.length()
        && digit(value.charAt(end)) == digit(first)
        && letter(value.charAt(end)) == letter(first)) {
      end++;
    }
    return end;
  }

  /** All small, all large, or the first one large. */
  private static boolean inOneCase(String value, int from, int to) {
    boolean large = value.charAt(to - 1) < 'a';
    for (int i = from + 1; i < to; i++) {
      if (value.charAt(i) < 'a' != large) {
        return false;
      }
    }
    return !large || value.charAt(from) < 'a';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
