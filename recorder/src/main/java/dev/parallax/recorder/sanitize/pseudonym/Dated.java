package dev.parallax.recorder.sanitize.pseudonym;

import java.time.LocalDate;

/**
 * Pseudonyms of ISO 8601 dates: another day of the same year, another time of day, a date all the
 * same. Year, precision and zone stay; order does not.
 */
final class Dated {

  private static final int SECONDS_A_DAY = 86_400;

  private final Digits digits;

  Dated(Digits digits) {
    this.digits = digits;
  }

  Pseudonym date(String value) {
    LocalDate day = LocalDate.parse(value.substring(0, 10));
    int replaced = digits.small("day", day.lengthOfYear(), day.getDayOfYear() - 1) + 1;
    String date = day.withDayOfYear(replaced).toString();
    return new Pseudonym(date + (value.length() > 10 ? time(value.substring(10)) : ""), true);
  }

  /**
   * @param value {@code T23:59}, {@code T23:59:59.123Z} and the like
   */
  private String time(String value) {
    boolean seconds = value.length() >= 9 && value.charAt(6) == ':';
    int minute = 60 * number(value, 1) + number(value, 4);
    if (!seconds) {
      int replaced = digits.small("minute", SECONDS_A_DAY / 60, minute);
      return "T%02d:%02d%s".formatted(replaced / 60, replaced % 60, value.substring(6));
    }
    int replaced = digits.small("second", SECONDS_A_DAY, 60 * minute + number(value, 7));
    int end = 9;
    while (end < value.length() && ".,0123456789".indexOf(value.charAt(end)) >= 0) {
      end++;
    }
    String fraction = value.substring(9, end);
    return "T%02d:%02d:%02d%s%s"
        .formatted(
            replaced / 3600,
            replaced / 60 % 60,
            replaced % 60,
            Numbers.refill(fraction, digits.any("fraction", Numbers.digitsOf(fraction))),
            value.substring(end));
  }

  private static int number(String value, int from) {
    return Integer.parseInt(value.substring(from, from + 2));
  }
}
