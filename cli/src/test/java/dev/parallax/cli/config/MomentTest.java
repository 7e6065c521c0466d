package dev.parallax.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class MomentTest {

  /** A Friday, an hour ahead of UTC. */
  private final Moment.Converter berlin =
      new Moment.Converter(ZonedDateTime.parse("2026-11-27T13:30:15.250+01:00[Europe/Berlin]"));

  @ParameterizedTest
  @CsvSource({
    "now,                             2026-11-27T12:30:15.250Z",
    "-2h,                             2026-11-27T10:30:15.250Z",
    "-90m,                            2026-11-27T11:00:15.250Z",
    "-15s,                            2026-11-27T12:30:00.250Z",
    "-1d,                             2026-11-26T12:30:15.250Z",
    "-1w,                             2026-11-20T12:30:15.250Z",
    "14:00,                           2026-11-27T13:00:00Z",
    "9:30,                            2026-11-27T08:30:00Z",
    "today,                           2026-11-26T23:00:00Z",
    "today 09:30,                     2026-11-27T08:30:00Z",
    "yesterday,                       2026-11-25T23:00:00Z",
    "yesterday 14:00,                 2026-11-26T13:00:00Z",
    "Yesterday 14:00:30.5,            2026-11-26T13:00:30.500Z",
    "yesterday 14:00Z,                2026-11-26T14:00:00Z",
    "yesterday 14:00 UTC,             2026-11-26T14:00:00Z",
    "14:00 America/New_York,          2026-11-27T19:00:00Z",
    "monday 09:00,                    2026-11-23T08:00:00Z",
    "mon,                             2026-11-22T23:00:00Z",
    "2026-11-23,                      2026-11-22T23:00:00Z",
    "2026-11-23 10:15,                2026-11-23T09:15:00Z",
    "2026-11-23T10:15,                2026-11-23T09:15:00Z",
    "2026-07-23T10:15,                2026-07-23T08:15:00Z",
    "2026-11-23T10:15Z,               2026-11-23T10:15:00Z",
    "2026-11-23T10:15:30.123456789Z,  2026-11-23T10:15:30.123456789Z",
    "2026-11-23T10:15:00+05:30,       2026-11-23T04:45:00Z",
    "2026-11-23 UTC,                  2026-11-23T00:00:00Z"
  })
  void readsTimesAsSeenFromHereAndNow(String text, Instant at) {
    assertThat(berlin.convert(text).at()).isEqualTo(at);
  }

  @ParameterizedTest
  @CsvSource({
    "friday 13:30, 2026-11-27T12:30:00Z",
    "friday 13:31, 2026-11-20T12:31:00Z",
  })
  void takesAWeekdayForTheLatestThatHasBeen(String text, Instant at) {
    assertThat(berlin.convert(text).at()).isEqualTo(at);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29 02:30, 2026-03-29T01:30:00Z",
    "2026-10-25 02:30, 2026-10-25T00:30:00Z",
  })
  void takesHoursThatAClockSkipsOrHasTwice(String text, Instant at) {
    assertThat(berlin.convert(text).at()).isEqualTo(at);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T10:15:00Z, true",
    "2026-11-23 Europe/Berlin, true",
    "2026-11-23T10:15:00, false",
    "-2h, false",
    "now, false",
    "today 14:00Z, false"
  })
  void saysWhetherItWouldMeanTheSameAnywhere(String text, boolean absolute) {
    assertThat(berlin.convert(text).absolute()).isEqualTo(absolute);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "2h",
        "-2",
        "-2y",
        "-9999999999h",
        "24:00",
        "25:00",
        "2026-02-30",
        "tomorrow",
        "yesterday 14:00 UTC now",
        "yesterday 14:00Z UTC",
        "14:00 Europe/Nowhere",
        "14:00 yesterday",
        "20261123T101500Z"
      })
  void refusesWhatIsNoTimeAndSaysWhatIs(String text) {
    assertThatThrownBy(() -> berlin.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("'" + text + "' (expected: a time such as 2026-11-23T10:15:00Z, ")
        .hasMessageContaining("-2h")
        .hasMessageContaining("yesterday 14:00");
  }
}
