package dev.parallax.recorder.sanitize.pseudonym;

import dev.parallax.recorder.sanitize.detect.Dates;
import java.time.LocalDate;

/**
 * Pseudonyms of dates: another day of the same year, another time of day, a date all the same.
 * Year, precision, zone and order of parts stay; order in time does not. A day is the same day
 * however it is written, unless nobody can tell day from month.
 */
final class Dated {

  private static final int SECONDS_A_DAY = 86_400;
  private static final int MONTHS = 12;

  private final Digits digits;

  Dated(Digits digits) {
    this.digits = digits;
  }

  Pseudonym date(String value) {
    Dates.Written written = Dates.written(value);
    return written == null ? iso(value) : new Pseudonym(written(value, written), true);
  }

  private String written(String value, Dates.Written was) {
    LocalDate day = was.day();
    char sign = value.charAt(was.yearAt() == 0 ? 4 : was.yearAt() - 1);
    boolean padded = value.length() == 10;
    boolean yearFirst = was.yearAt() == 0;
    if (was.either()) {
      int index =
          digits.small(
              "day or month",
              MONTHS * MONTHS,
              MONTHS * (day.getMonthValue() - 1) + day.getDayOfMonth() - 1);
      day = LocalDate.of(day.getYear(), 1 + index / MONTHS, 1 + index % MONTHS);
    } else {
      do {
        day = day(day);
      } while (sign != '.' && !yearFirst && day.getDayOfMonth() <= MONTHS);
    }
    String dayText = two(day.getDayOfMonth(), padded);
    String monthText = two(day.getMonthValue(), padded);
    String year = value.substring(was.yearAt(), was.yearAt() + 4);
    if (yearFirst) {
      return year + sign + monthText + sign + dayText;
    }
    boolean dayFirst = was.dayAt() < was.monthAt();
    return (dayFirst ? dayText + sign + monthText : monthText + sign + dayText) + sign + year;
  }

  private static String two(int number, boolean padded) {
    return padded && number < 10 ? "0" + number : Integer.toString(number);
  }

  private LocalDate day(LocalDate day) {
    return day.withDayOfYear(digits.small("day", day.lengthOfYear(), day.getDayOfYear() - 1) + 1);
  }

  private Pseudonym iso(String value) {
    LocalDate day =
        LocalDate.of(Integer.parseInt(value, 0, 4, 10), number(value, 5), number(value, 8));
    String date = day(day).toString();
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
      return clock(replaced / 60, replaced % 60).append(value, 6, value.length()).toString();
    }
    int replaced = digits.small("second", SECONDS_A_DAY, 60 * minute + number(value, 7));
    int end = 9;
    while (end < value.length() && ".,0123456789".indexOf(value.charAt(end)) >= 0) {
      end++;
    }
    String fraction = value.substring(9, end);
    StringBuilder time = clock(replaced / 3600, replaced / 60 % 60).append(':');
    return two(time, replaced % 60)
        .append(Numbers.refill(fraction, digits.any("fraction", Numbers.digitsOf(fraction))))
        .append(value, end, value.length())
        .toString();
  }

  private static StringBuilder clock(int hour, int minute) {
    return two(two(new StringBuilder(40).append('T'), hour).append(':'), minute);
  }

  private static StringBuilder two(StringBuilder out, int number) {
    return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  private static int number(String value, int from) {
    return Integer.parseInt(value, from, from + 2, 10);
  }
}
