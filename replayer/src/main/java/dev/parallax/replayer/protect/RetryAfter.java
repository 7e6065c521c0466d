package dev.parallax.replayer.protect;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the header of that name: RFC 9110, section 10.2.3. */
public final class RetryAfter {

  /** Far above what anybody waits for. */
  private static final Duration LONGEST = Duration.ofDays(1_000);

  private static final int MAX_DIGITS = 9;

  private RetryAfter() {}

  /**
   * @param value seconds, or a date
   * @param date when the answer was made, as its {@code Date} says: the leg's clock is not ours
   * @param now what is taken for that, if it says nothing
   * @return from then on, not negative, and at most 1,000 days; empty if the value is neither
   */
  public static Optional<Duration> parse(String value, Optional<String> date, Instant now) {
    String text = value.strip();
    if (text.matches("[0-9]+")) {
      return Optional.of(
          text.length() > MAX_DIGITS
              ? LONGEST
              : bounded(Duration.ofSeconds(Integer.parseInt(text))));
    }
    return instant(text)
        .map(until -> Duration.between(date.flatMap(RetryAfter::instant).orElse(now), until))
        .map(RetryAfter::bounded);
  }

  private static Duration bounded(Duration left) {
    return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST) > 0 ? LONGEST : left;
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip(), Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
