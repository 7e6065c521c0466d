package dev.parallax.recorder.sanitize.detect;

import java.util.List;

/** Says of what kind a whole value is, by its form alone. */
public final class Shapes {

  private static final int MIN_TOKEN = 8;

  private Shapes() {}

  /**
   * What a value is, and what was found on the way to that.
   *
   * @param finds all that {@link Finder#find} finds in it, where it is text
   */
  public record Shape(Kind kind, List<Find> finds) {}

  public static Kind of(String value) {
    return look(value).kind();
  }

  /** As {@link #of}. */
  public static Shape look(String value) {
    Census census = Census.of(value);
    if (census.compact()) {
      if (uuid(value)) {
        return new Shape(Kind.UUID, List.of());
      }
      if (Dates.is(value)) {
        return new Shape(Kind.DATE, List.of());
      }
    }
    List<Find> finds = Finder.find(value, census);
    return new Shape(kind(value, census, finds), finds);
  }

  private static Kind kind(String value, Census census, List<Find> finds) {
    if (finds.size() == 1
        && finds.getFirst().start() == 0
        && finds.getFirst().end() == value.length()) {
      return finds.getFirst().kind();
    }
    if (integer(value, census)) {
      return Kind.ID;
    }
    if (decimal(value)) {
      return Kind.DECIMAL;
    }
    return finds.isEmpty() && token(value, census) ? Kind.TOKEN : Kind.TEXT;
  }

  /** {@code 8-4-4-4-12} hexadecimal digits. */
  public static boolean uuid(String value) {
    if (value.length() != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      char c = value.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : c > 'f' || Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean integer(String value, Census census) {
    return census.allDigits()
        || (value.startsWith("-") && value.length() > 1 && census.digits() == value.length() - 1);
  }

  /** As JSON writes numbers, a plus sign allowed. */
  private static boolean decimal(String value) {
    int at = value.startsWith("-") || value.startsWith("+") ? 1 : 0;
    int whole = digitsFrom(value, at);
    if (whole == at) {
      return false;
    }
    at = whole;
    if (at < value.length() && value.charAt(at) == '.') {
      int fraction = digitsFrom(value, at + 1);
      if (fraction == at + 1) {
        return false;
      }
      at = fraction;
    }
    if (at < value.length() && (value.charAt(at) == 'e' || value.charAt(at) == 'E')) {
      int sign = at + 1 < value.length() && "+-".indexOf(value.charAt(at + 1)) >= 0 ? 1 : 0;
      int exponent = digitsFrom(value, at + 1 + sign);
      if (exponent == at + 1 + sign) {
        return false;
      }
      at = exponent;
    }
    return at == value.length() && at > whole;
  }

  private static int digitsFrom(String value, int from) {
    int at = from;
    while (at < value.length() && value.charAt(at) >= '0' && value.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static boolean token(String value, Census census) {
    return census.compact()
        && value.length() >= MIN_TOKEN
        && ((census.digits() > 0 && census.letters() > 0) || Gibberish.is(value));
  }
}
