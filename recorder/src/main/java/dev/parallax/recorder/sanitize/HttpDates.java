package dev.parallax.recorder.sanitize;

import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Dates as header fields and cookies have them (RFC 9110, section 5.6.7, and Netscape's). */
final class HttpDates {

  private static final int MAX_CHARS = 40;
  private static final int FIRST_SHORT_YEAR = 1970;

  /** As in {@code Tue}; longer where it is written out. */
  private static final int SHORT_DAY = 3;

  /** The day of the week may be left out. */
  private static final DateTimeFormatter RFC_1123 = DateTimeFormatter.RFC_1123_DATE_TIME;

  private static final DateTimeFormatter NETSCAPE =
      DateTimeFormatter.ofPattern("EEE, dd-MMM-uuuu HH:mm:ss 'GMT'", Locale.US);

  private static final DateTimeFormatter RFC_850 =
      new DateTimeFormatterBuilder()
          .appendPattern("EEEE, dd-MMM-")
          .appendValueReduced(ChronoField.YEAR, 2, 2, FIRST_SHORT_YEAR)
          .appendPattern(" HH:mm:ss 'GMT'")
          .toFormatter(Locale.US);

  private HttpDates() {}

  static boolean is(String text) {
    // Most that is no date is told without an exception for each form: all have a time of day,
    // and the last two begin with the day of the week and a comma.
    if (text.length() > MAX_CHARS || text.indexOf(':') < 0) {
      return false;
    }
    return switch (text.indexOf(',')) {
      case -1 -> parses(RFC_1123, text);
      case SHORT_DAY -> parses(RFC_1123, text) || parses(NETSCAPE, text);
      default -> parses(RFC_850, text);
    };
  }

  private static boolean parses(DateTimeFormatter form, String text) {
    try {
      form.parse(text);
      return true;
    } catch (DateTimeException notOne) {
      return false;
    }
  }
}
