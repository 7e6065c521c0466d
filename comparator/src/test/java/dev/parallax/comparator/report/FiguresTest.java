package dev.parallax.comparator.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0 %",
    "0, 10, 0 %",
    "10, 10, 100 %",
    "1, 3, 33.3 %",
    "1, 100000, <0.1 %",
    "99999, 100000, >99.9 %",
  })
  void neverRoundsAShareToNoneOrAll(long part, long whole, String expected) {
    assertThat(Figures.share(part, whole)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.00 µs",
    "840000, 840 µs",
    "1000000, 1.00 ms",
    "12400000, 12.4 ms",
    "999400000, 999 ms",
    "999600000, 1.00 s",
    "7461250000000, '7,461 s'",
  })
  void writesDurationsWithThreeDigits(long nanos, String expected) {
    assertThat(Figures.duration(nanos)).isEqualTo(expected);
  }
}
