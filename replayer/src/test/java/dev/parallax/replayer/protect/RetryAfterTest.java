package dev.parallax.replayer.protect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0                               | PT0S
          120                             | PT2M
          ' 7 '                           | PT7S
          999999999                       | PT24000H
          99999999999999999999            | PT24000H
          'Thu, 26 Nov 2026 12:00:30 GMT' | PT30S
          'Thu, 26 Nov 2026 11:59:00 GMT' | PT0S
          'Fri, 31 Dec 9999 23:59:59 GMT' | PT24000H
          """)
  void isATime(String value, Duration expected) {
    assertThat(RetryAfter.parse(value, Optional.empty(), NOW)).contains(expected);
  }

  /** Whose clock may be years off. */
  @Test
  void countsADateFromTheAnswersOwn() {
    assertThat(
            RetryAfter.parse(
                "Mon, 01 Jan 2018 00:00:05 GMT", Optional.of("Mon, 01 Jan 2018 00:00:00 GMT"), NOW))
        .contains(Duration.ofSeconds(5));
    assertThat(RetryAfter.parse("Thu, 26 Nov 2026 12:00:30 GMT", Optional.of("yesterday"), NOW))
        .contains(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "1s", "٣", "Thu, 26 Nov 2026"})
  void isNothingElse(String value) {
    assertThat(RetryAfter.parse(value, Optional.empty(), NOW)).isEmpty();
  }
}
