package dev.parallax.recorder.sanitize.detect;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;

/**
 * Telephone numbers with an international prefix, or written as people write national ones. Bare
 * digits are not told apart from ids, and need not be: both keep their length and lose their value.
 */
public final class Phones {

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  private Phones() {}

  static boolean is(String text, int digits) {
    if (digits < 7 || digits > 15) {
      return false;
    }
    if (text.charAt(0) == '+') {
      return callingCodeDigits(text) > 0;
    }
    return northAmerican(text, digits) || trunkPrefixed(text, digits);
  }

  /** Digits of the country's calling code in an international number; 0 if it has none. */
  public static int callingCodeDigits(String international) {
    try {
      var number = NUMBERS.parse(international, "ZZ");
      return NUMBERS.isPossibleNumber(number)
          ? Integer.toString(number.getCountryCode()).length()
          : 0;
    } catch (NumberParseException notOne) {
      return 0;
    }
  }

  /** (415) 555-0123, 415-555-0123, 415.555.0123, 1 415 555 0123. */
  private static boolean northAmerican(String text, int digits) {
    String plain = text.startsWith("1") && digits == 11 ? text.substring(2) : text;
    if (plain.startsWith("(")) {
      return groups(plain.substring(1).replaceFirst("\\) ?", " "), 3, 3, 4);
    }
    return groups(plain, 3, 3, 4);
  }

  /**
   * 0171 2345678, 030/1234567, (020) 7946 0018, 0049 170 1234567: a trunk prefix, or that for
   * abroad, and at least one separator.
   */
  private static boolean trunkPrefixed(String text, int digits) {
    boolean trunk = text.startsWith("0") || text.startsWith("(0");
    int most = text.startsWith("00") ? 15 : 13;
    return trunk
        && digits >= 9
        && digits <= most
        && text.length() > digits
        && text.indexOf('.') < 0;
  }

  private static boolean groups(String text, int... lengths) {
    int at = 0;
    for (int g = 0; g < lengths.length; g++) {
      if (g > 0 && (at >= text.length() || Character.isDigit(text.charAt(at++)))) {
        return false;
      }
      for (int i = 0; i < lengths[g]; i++) {
        if (at >= text.length() || !Character.isDigit(text.charAt(at++))) {
          return false;
        }
      }
    }
    return at == text.length();
  }
}
