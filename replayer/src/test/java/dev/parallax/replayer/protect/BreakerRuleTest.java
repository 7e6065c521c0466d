package dev.parallax.replayer.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BreakerRuleTest {

  @ParameterizedTest
  @CsvSource({"90%/50, 90, 50", "100%/1, 100, 1", "1%/999999, 1, 999999"})
  void isAShareOfTheLastAttempts(String text, int percent, int attempts) {
    assertThat(BreakerRule.parse(text)).isEqualTo(new BreakerRule(percent, attempts));
  }

  @Test
  void mayBeOff() {
    assertThat(BreakerRule.parse("off").isOff()).isTrue();
    assertThat(BreakerRule.defaults().isOff()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "on", "90", "90%", "0%/50", "101%/50", "90/50", "90%/", "-9%/5"})
  void refusesWhatIsNone(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BreakerRule.parse(text))
        .withMessageStartingWith("replay.breaker: ")
        .withMessageContaining("(expected: ");
  }
}
