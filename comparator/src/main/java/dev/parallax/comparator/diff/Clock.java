package dev.parallax.comparator.diff;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Tells a clock's tick from a change. Two values that both show the time of their own answer are
 * the same answer at another moment: what is compared is their distance to that moment.
 */
final class Clock {

  /** A value further from its answer than this is a date, not a clock. */
  static final long NEAR_NANOS = Duration.ofMinutes(5).toNanos();

  /** Distances that differ by less are the same. */
  static final long TOLERANCE_NANOS = Duration.ofSeconds(5).toNanos();

  private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000L);
  private static final int MAX_CHARS = 40;
  private static final Pattern FRACTION = Pattern.compile("\\.\\d+");
  private static final Pattern DIGIT = Pattern.compile("\\d");
  private static final Pattern LETTERS = Pattern.compile("[A-Za-z]{3}");

  private Clock() {}

  /**
   * @param baseAt when the base was asked for or made, nanoseconds since the Unix epoch; 0 if
   *     unknown
   * @param otherAt the same of the other
   */
  static boolean sameTick(String base, long baseAt, String other, long otherAt) {
    if (baseAt == 0 || otherAt == 0 || !plausible(base) || !plausible(other)) {
      return false;
    }
    OptionalLong baseOffset = offset(base, baseAt);
    OptionalLong otherOffset = offset(other, otherAt);
    return baseOffset.isPresent()
        && otherOffset.isPresent()
        && shape(base).equals(shape(other))
        && Math.abs(baseOffset.getAsLong() - otherOffset.getAsLong()) <= TOLERANCE_NANOS;
  }

  /** Nanoseconds since the Unix epoch; 0 if it is none. */
  static long httpDate(String value) {
    return date(value, true).orElse(0);
  }

  private static boolean plausible(String value) {
    return value.length() >= 10 && value.length() <= MAX_CHARS;
  }

  /** The way it is written: a change of format is no tick. */
  private static String shape(String value) {
    String withoutFraction = FRACTION.matcher(value).replaceAll("");
    return LETTERS.matcher(DIGIT.matcher(withoutFraction).replaceAll("0")).replaceAll("aaa");
  }

  private static OptionalLong offset(String value, long at) {
    char first = value.charAt(0);
    if (first >= 'A' && first <= 'Z') {
      return near(date(value, true), at);
    }
    if (first < '0' || first > '9') {
      return OptionalLong.empty();
    }
    return value.charAt(4) == '-' ? near(date(value, false), at) : epochOffset(value, at);
  }

  private static OptionalLong date(String value, boolean http) {
    try {
      Instant instant =
          http
              ? ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()
              : OffsetDateTime.parse(value.replace(' ', 'T')).toInstant();
      return OptionalLong.of(
          Math.addExact(
              Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano()));
    } catch (DateTimeException | ArithmeticException notADate) {
      return OptionalLong.empty();
    }
  }

  /** Seconds, milliseconds, microseconds or nanoseconds since the Unix epoch. */
  private static OptionalLong epochOffset(String value, long at) {
    BigDecimal number;
    try {
      number = new BigDecimal(value);
    } catch (NumberFormatException notANumber) {
      return OptionalLong.empty();
    }
    if (Math.abs(number.scale()) > MAX_CHARS) {
      return OptionalLong.empty();
    }
    BigDecimal nanos = number.multiply(NANOS_PER_SECOND);
    for (int unit = 0; unit < 4; unit++) {
      BigDecimal offset = nanos.subtract(BigDecimal.valueOf(at));
      if (offset.abs().compareTo(BigDecimal.valueOf(NEAR_NANOS)) <= 0) {
        return OptionalLong.of(offset.longValue());
      }
      nanos = nanos.movePointLeft(3);
    }
    return OptionalLong.empty();
  }

  private static OptionalLong near(OptionalLong nanos, long at) {
    return nanos.isPresent() && Math.abs(nanos.getAsLong() - at) <= NEAR_NANOS
        ? OptionalLong.of(nanos.getAsLong() - at)
        : OptionalLong.empty();
  }
}
