package dev.parallax.recorder.sanitize.detect;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Dates in figures: ISO 8601, {@code 2024-02-29} and {@code 2024-02-29T23:59:59.123+01:00}, and as
 * people write them, {@code 29.02.2024}, {@code 29/2/2024}, {@code 2/29/2024}, {@code 2024/02/29}.
 */
public final class Dates {

  /** Of a second: more digits than that are something else. */
  private static final int MAX_FRACTION = 9;

  private Dates() {}

  public static boolean is(String value) {
    return iso(value) || written(value) != null;
  }

  /** Whether it is one by ISO 8601. */
  public static boolean iso(String value) {
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

  /**
   * A day as people write it.
   *
   * @param dayAt where the day's one or two digits are; {@code monthAt} and {@code yearAt} as well
   * @param either whether day and month could be the other way round
   */
  public record Written(LocalDate day, int dayAt, int monthAt, int yearAt, boolean either) {}

  /** Null if the value is none, or is written as ISO 8601 has it. */
  public static @Nullable Written written(String value) {
    int length = value.length();
    if (length < 8 || length > 10 || !digitsAt(value, 0, 1)) {
      return null;
    }
    int first = digitsEnd(value, 0);
    char sign = first < length ? value.charAt(first) : ' ';
    int second = first + 1 < length ? digitsEnd(value, first + 1) : first;
    boolean signs = "./-".indexOf(sign) >= 0 && second < length - 1 && value.charAt(second) == sign;
    if (!signs || digitsEnd(value, second + 1) != length || second - first > 3) {
      return null;
    }
    int one = number(value, 0, first);
    int two = number(value, first + 1, second);
    int three = number(value, second + 1, length);
    int middle = first + 1;
    int last = second + 1;
    if (first == 4) {
      return sign == '-' ? null : day(one, two, three, last, middle, 0, false);
    }
    if (first > 2 || length - last != 4) {
      return null;
    }
    boolean either = sign != '.' && one <= 12 && two <= 12;
    return one > 12 || sign == '.' || either
        ? day(three, two, one, 0, middle, last, either)
        : day(three, one, two, middle, 0, last, false);
  }

  private static @Nullable Written day(
      int year, int month, int day, int dayAt, int monthAt, int yearAt, boolean either) {
    try {
      return new Written(LocalDate.of(year, month, day), dayAt, monthAt, yearAt, either);
    } catch (DateTimeException noSuchDay) {
      return null;
    }
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
    int end = seconds ? 19 : 16;
    if (seconds && end < value.length() && ".,".indexOf(value.charAt(end)) >= 0) {
      int digits = digitsEnd(value, end + 1);
      if (digits == end + 1 || digits - end > 1 + MAX_FRACTION) {
        return false;
      }
      end = digits;
    }
    return zone(value, end);
  }

  /** {@code Z}, {@code +01}, {@code +0100} or {@code +01:00} to the end, or nothing. */
  private static boolean zone(String value, int from) {
    int length = value.length() - from;
    if (length == 0) {
      return true;
    }
    char sign = value.charAt(from);
    if (sign == 'Z' || sign == 'z') {
      return length == 1;
    }
    boolean colon = length == 6 && value.charAt(from + 3) == ':';
    return (sign == '+' || sign == '-')
        && (length == 3 || length == 5 || colon)
        && digitsAt(value, from + 1, from + 3)
        && (length == 3 || digitsAt(value, from + (colon ? 4 : 3), value.length()));
  }

  private static int number(String value, int from, int to) {
    return Integer.parseInt(value.substring(from, to));
  }

  private static int digitsEnd(String value, int from) {
    int end = from;
    while (end < value.length() && digitsAt(value, end, end + 1)) {
      end++;
    }
    return end;
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
