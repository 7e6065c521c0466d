package dev.parallax.recorder.sanitize.detect;

import java.time.DateTimeException;
import java.time.LocalDate;

/** ISO 8601 dates: {@code 2024-02-29}, {@code 2024-02-29T23:59:59.123+01:00}. */
public final class Dates {

  private Dates() {}

  public static boolean is(String value) {
    int length = value.length();
    if (length < 10 || length > 40 || value.charAt(4) != '-' || value.charAt(7) != '-') {
      return false;
    }
    return digitsAt(value, 0, 4)
        && digitsAt(value, 5, 7)
        && digitsAt(value, 8, 10)
        && exists(value)
        && (length == 10 || time(value));
  }

  private static boolean exists(String value) {
    try {
      LocalDate.parse(value.substring(0, 10));
      return true;
    } catch (DateTimeException noSuchDay) {
      return false;
    }
  }

  private static boolean time(String value) {
    if (value.length() < 16 || "T t".indexOf(value.charAt(10)) < 0 || value.charAt(13) != ':') {
      return false;
    }
    boolean seconds = value.length() >= 19 && value.charAt(16) == ':';
    if (!digitsAt(value, 11, 13)
        || !digitsAt(value, 14, 16)
        || value.substring(11, 13).compareTo("23") > 0
        || value.charAt(14) > '5'
        || (seconds && (!digitsAt(value, 17, 19) || value.charAt(17) > '5'))) {
      return false;
    }
    for (int i = seconds ? 19 : 16; i < value.length(); i++) {
      if ("0123456789.,+-:Zz".indexOf(value.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean digitsAt(String value, int from, int to) {
    for (int i = from; i < to; i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
