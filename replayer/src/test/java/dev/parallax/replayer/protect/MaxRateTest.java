package dev.parallax.replayer.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MaxRateTest {

  @ParameterizedTest
  @CsvSource({"200/s, 5000000", "0.5/s, 2000000000", "1e3/s, 1000000", "0.001/s, 1000000000000"})
  void isAnInterval(String text, long intervalNanos) {
    assertThat(MaxRate.parse(text).intervalNanos(1)).isEqualTo(intervalNanos);
  }

  @Test
  void isDivided() {
    assertThat(new MaxRate(3_000).intervalNanos(1.0 / 6)).isEqualTo(2_000_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "200", "/s", "200/m", "fast/s", "0/s", "-1/s", "1e-9/s", "NaN/s", "1e999/s"})
  void refusesWhatIsNone(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MaxRate.parse(text))
        .withMessageStartingWith("replay.maxRate: ")
        .withMessageContaining("(expected: ");
  }

  @Test
  void mayBeWithoutBound() {
    assertThat(MaxRate.of(0)).isEqualTo(MaxRate.none());
    assertThat(MaxRate.none().isNone()).isTrue();
    assertThat(MaxRate.none().intervalNanos(0.25)).isZero();
    assertThat(MaxRate.of(3).isNone()).isFalse();
  }
}
