package dev.parallax.recorder.sanitize.pseudonym;

import dev.parallax.recorder.sanitize.detect.Passports;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Lines of passports that machines read: names, numbers and dates go; kinds of documents, countries
 * and sex stay; and check digits are right, but for the one of an identity card that two lines
 * share.
 */
final class Passport {

  private final Keyed keyed;
  private final Digits digits;

  Passport(Keyed keyed, Digits digits) {
    this.keyed = keyed;
    this.digits = digits;
  }

  Pseudonym line(Passports.Line is, String line) {
    String text =
        switch (is) {
          case NAMED -> line.substring(0, 5) + characters(line.substring(5));
          case NAMES -> characters(line);
          case NUMBERED -> numbered(line);
          case DOCUMENT ->
              line.substring(0, 5)
                  + checked(characters(line.substring(5, 14)))
                  + characters(line.substring(15));
          case DATES -> {
            String first =
                checked(day(line.substring(0, 6)))
                    + line.charAt(7)
                    + checked(day(line.substring(8, 14)))
                    + line.substring(15, 18)
                    + characters(line.substring(18, 29));
            yield checked(first);
          }
        };
    return new Pseudonym(text, false);
  }

  private String numbered(String line) {
    boolean large = line.length() == 44;
    String document = checked(characters(line.substring(0, 9)));
    String birth = checked(day(line.substring(13, 19)));
    String rest = checked(day(line.substring(21, 27)));
    String optional = characters(line.substring(28, large ? 42 : 35));
    boolean filled = large && line.charAt(42) != '<';
    rest += filled ? checked(optional) : optional + (large ? "<" : "");
    return document
        + line.substring(10, 13)
        + birth
        + line.charAt(20)
        + rest
        + Passports.checkDigit(document + birth + rest);
  }

  private String characters(String field) {
    return Characters.replace(keyed.stream("text", field), field).text();
  }

  /** Another day of the same year. */
  private String day(String field) {
    try {
      int year = Integer.parseInt(field.substring(0, 2));
      LocalDate day =
          LocalDate.of(
              2000 + year,
              Integer.parseInt(field.substring(2, 4)),
              Integer.parseInt(field.substring(4)));
      LocalDate other =
          day.withDayOfYear(1 + digits.small("day", day.lengthOfYear(), day.getDayOfYear() - 1));
      return "%s%02d%02d"
          .formatted(field.substring(0, 2), other.getMonthValue(), other.getDayOfMonth());
    } catch (NumberFormatException | DateTimeException unknown) {
      return characters(field);
    }
  }

  private static String checked(String field) {
    return field + Passports.checkDigit(field);
  }
}
