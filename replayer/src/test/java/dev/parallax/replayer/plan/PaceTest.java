package dev.parallax.replayer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PaceTest {

  private static final long FIRST = 1_700_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final long BEGIN = 5_000;

  @ParameterizedTest
  @CsvSource({
    // speed, recorded offset, due after the beginning
    "1x,   0,                 0",
    "1x,   7,                 7",
    "1x,   86400000000000,    86400000000000",
    "0.5x, 1000,              2000",
    "2x,   1000,              500",
    "4x,   1000,              250",
    "4x,   86400000000000,    21600000000000",
    "5x,   1000000007,        200000001",
    "0.1x, 3,                 30",
  })
  void dividesTheRecordedOffsetByTheSpeed(String speed, long offset, long due) {
    Pace pace = pace(speed);

    assertThat(pace.dueNanos(FIRST + offset, 999_999)).isEqualTo(BEGIN + due);
  }

  @Test
  void isNowAtMax() {
    Pace pace = pace("max");

    assertThat(pace.dueNanos(FIRST + 86_400_000_000_000L, 6_000)).isEqualTo(6_000);
  }

  @ParameterizedTest
  @CsvSource({
    // speed, recorded offset, ready, now, intended
    "1x,  100, 0,   5000, 5100",
    "1x,  100, 5200, 5300, 5200",
    "max, 100, 5200, 5300, 5300",
    "max, 100, 5400, 5300, 5400",
  })
  void intendsNothingBeforeWhatItWaitsForIsDone(
      String speed, long offset, long readyNanos, long nowNanos, long intendedNanos) {
    Pace pace = pace(speed);

    assertThat(pace.intendedNanos(FIRST + offset, readyNanos, nowNanos)).isEqualTo(intendedNanos);
  }

  /** Of 101 exchanges in 50 seconds. */
  @ParameterizedTest
  @CsvSource({
    // speed, recorded second, due
    "10/s,        0,  0",
    "10/s,        25, 5",
    "10/s,        50, 10",
    "2/s,         30, 30",
    "0.1/s,       50, 1000",
    "5/s..15/s,   50, 10",
    "15/s..5/s,   50, 10",
    "15/s..5/s,   0,  0",
    // After 4 of 10 seconds there are 4 * (5 + 9) / 2 = 28 of 100.
    "5/s..15/s,   14, 4",
    // What was recorded after the last start, as a stream is, goes on at the last rate.
    "5/s..15/s,   80, 14",
  })
  void sendsSoManyASecond(String speed, long recordedSeconds, long dueSeconds) {
    Pace pace = pace(speed);

    assertThat(pace.dueNanos(FIRST + recordedSeconds * SECOND, 0))
        .isEqualTo(BEGIN + dueSeconds * SECOND);
  }

  @ParameterizedTest
  @CsvSource({"1x, 50", "4x, 12.5", "10/s, 10", "5/s..15/s, 10", "max, 0"})
  void saysHowLongAllOfItTakes(String speed, double seconds) {
    assertThat(pace(speed).durationNanos()).isEqualTo(Math.round(seconds * SECOND));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10/s", "1/s..9/s", "4x"})
  void sendsAtOnceWhatWasRecordedAtOnce(String speed) {
    for (long exchanges = 0; exchanges <= 3; exchanges++) {
      RecordedSpan instant = new RecordedSpan(FIRST, FIRST, exchanges);

      assertThat(new Pace(Speed.parse(speed), instant, BEGIN).dueNanos(FIRST, 0)).isEqualTo(BEGIN);
    }
  }

  /** And not at once, the clock having gone round. */
  @ParameterizedTest
  @ValueSource(strings = {"1e-300x", "1e-300/s"})
  void sendsNeverWhatIsEndlesslySlow(String speed) {
    assertThat(pace(speed).dueNanos(FIRST + SECOND, 0))
        .isGreaterThan(BEGIN + 1_000_000_000 * SECOND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "0x",
        "-1x",
        "NaNx",
        "Infinityx",
        "2",
        "fast",
        "MAX",
        "0/s",
        "-1/s",
        "/s",
        "5/m",
        "5/s..",
        "..5/s",
        "5..9/s",
        "0/s..9/s",
        "9/s..0/s",
        "1/s..2/s..3/s",
        "1x..2x",
        "NaN/s",
      })
  void refusesWhatIsNoSpeed(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Speed.parse(text))
        .withMessageContaining("expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1x",
        "4x",
        "0.5x",
        "1.0E-4x",
        "max",
        "200/s",
        "0.5/s",
        "10/s..200/s",
        "9/s..1.5/s"
      })
  void isWrittenAsItIsRead(String text) {
    assertThat(Speed.parse(text)).hasToString(text);
  }

  private static Pace pace(String speed) {
    return new Pace(Speed.parse(speed), new RecordedSpan(FIRST, FIRST + 50 * SECOND, 101), BEGIN);
  }
}
