package dev.parallax.recorder.sanitize;

import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;

/** Dates as header fields and cookies have them (RFC 9110, section 5.6.7, and Netscape's). */
final class HttpDates {

  private static final int MAX_CHARS = 40;
  private static final int FIRST_SHORT_YEAR = 1970;

  private static final List<DateTimeFormatter> FORMS =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          DateTimeFormatter.ofPattern("EEE, dd-MMM-uuuu HH:mm:ss 'GMT'", Locale.US),
          new DateTimeFormatterBuilder()
              .appendPattern("EEEE, dd-MMM-")
              .appendValueReduced(ChronoField.YEAR, 2, 2, FIRST_SHORT_YEAR)
              .appendPattern(" HH:mm:ss 'GMT'")
              .toFormatter(Locale.US));

  private HttpDates() {}

  static boolean is(String text) {
    // All forms have a time of day; what has none is told without an exception for each form.
    return text.length() <= MAX_CHARS
        && text.indexOf(':') >= 0
        && FORMS.stream().anyMatch(form -> parses(form, text));
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
