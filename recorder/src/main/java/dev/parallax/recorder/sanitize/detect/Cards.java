package dev.parallax.recorder.sanitize.detect;

/** Payment card numbers: issued ranges, their lengths, and the check digit (ISO/IEC 7812). */
public final class Cards {

  private Cards() {}

  /**
   * @param digits digits only
   */
  public static boolean is(String digits) {
    int length = digits.length();
    return length >= 13 && length <= 19 && issued(digits, length) && luhn(digits);
  }

  /** The digit that makes {@code payload} and itself pass the Luhn test. */
  public static char checkDigit(String payload) {
    return (char) ('0' + (10 - sum(payload, true) % 10) % 10);
  }

  static boolean luhn(String digits) {
    return sum(digits, false) % 10 == 0;
  }

  private static int sum(String digits, boolean lastIsDoubled) {
    int sum = 0;
    boolean doubled = lastIsDoubled;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = digits.charAt(i) - '0';
      if (doubled) {
        digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
      }
      sum += digit;
      doubled = !doubled;
    }
    return sum;
  }

  private static boolean issued(String digits, int length) {
    int four = Integer.parseInt(digits.substring(0, 4));
    int two = four / 100;
    return switch (digits.charAt(0)) {
      case '4' -> length == 13 || length == 16 || length == 19;
      case '5' -> (two <= 55 && two >= 51) ? length == 16 : (two == 50 || two >= 56);
      case '2' -> length == 16 && four >= 2200 && four <= 2720;
      case '3' ->
          switch (two) {
            case 34, 37 -> length == 15;
            case 35 -> length >= 16;
            default -> length == 14 && (two == 36 || two == 38 || two == 39 || four / 10 <= 305);
          };
      case '6' -> length >= 16;
      default -> false;
    };
  }
}
