package dev.parallax.replayer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PaceTest {

  private static final long FIRST = 1_700_000_000_000_000_000L;
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
    Pace pace = new Pace(Speed.parse(speed), FIRST, BEGIN);

    assertThat(pace.dueNanos(FIRST + offset, 999_999)).isEqualTo(BEGIN + due);
  }

  @Test
  void isNowAtMax() {
    Pace pace = new Pace(Speed.parse("max"), FIRST, BEGIN);

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
    Pace pace = new Pace(Speed.parse(speed), FIRST, BEGIN);

    assertThat(pace.intendedNanos(FIRST + offset, readyNanos, nowNanos)).isEqualTo(intendedNanos);
  }

  /** Asked for 0.5, 1, 2 and 5 times, others deliver 1.0, 2.0, 3.0 and 5.9 times. */
  @ParameterizedTest
  @CsvSource({"0.5x, 0.5", "1x, 1", "2x, 2", "5x, 5"})
  void deliversTheRateThatWasAskedFor(String speed, double factor) {
    Pace pace = new Pace(Speed.parse(speed), FIRST, BEGIN);
    long recordedNanos = 10_000_000_000L;

    long takenNanos = pace.dueNanos(FIRST + recordedNanos, 0) - pace.dueNanos(FIRST, 0);

    assertThat((double) recordedNanos / takenNanos).isEqualTo(factor);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0x", "-1x", "NaNx", "Infinityx", "2", "fast", "MAX"})
  void refusesWhatIsNoSpeed(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Speed.parse(text))
        .withMessageContaining("expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1x", "4x", "0.5x", "max"})
  void isWrittenAsItIsRead(String text) {
    assertThat(Speed.parse(text)).hasToString(text);
  }
}
