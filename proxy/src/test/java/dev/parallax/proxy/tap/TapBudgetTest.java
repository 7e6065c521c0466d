package dev.parallax.proxy.tap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proxy.tap.TapBudget.Reading;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TapBudgetTest {

  private static final TapSettings SETTINGS =
      new TapSettings(true, 0.01, 1.0, Duration.ofMillis(1));

  /**
   * Readings: processors; or {@code slow} and {@code fast} for what a comparison found, {@code ?}
   * for none yet, {@code idle} where none is made.
   */
  @ParameterizedTest
  @CsvSource({
    "'0.5', 1",
    "'1.0', 1",
    "'1.1', 0.5",
    "'9 9', 0.25",
    "'9 9 9 9 9 9', 0.015625",
    "'9 9 9 9 9 9 9', 0.015625",
    "'9 0.5', 0.625",
    "'9 0.5 0.5 0.5 0.5', 1",
    "'9 0.9', 0.5",
    "'9 0.9 0.79', 0.625",
    "'slow', 0.5",
    "'unsure', 1",
    "'slow ? ? ?', 0.5",
    "'slow ? slow', 0.25",
    "'slow ? fast', 0.625",
    "'slow ? idle', 0.625",
    "'slow 9 ?', 0.25",
    "'9 ?', 0.625",
  })
  void keepsWhatItsCostAllows(String readings, double keep) {
    TapBudget budget = TapBudget.full();
    for (String reading : readings.split(" ", -1)) {
      budget = budget.after(reading(reading), SETTINGS);
    }
    assertThat(budget.keep()).isEqualTo(keep);
    assertThat(budget.off()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"9", "slow"})
  void turnsOffOnceEvenTheLeastIsTooMuchForLong(String reading) {
    TapBudget budget = TapBudget.full();
    for (int i = 0; i < 6 + 29; i++) {
      budget = budget.after(reading(reading), SETTINGS);
      assertThat(budget.off()).isFalse();
    }
    budget = budget.after(reading(reading), SETTINGS);
    assertThat(budget.off()).isTrue();
    assertThat(budget.after(reading("0.1"), SETTINGS)).isEqualTo(budget);
  }

  @Test
  void startsToCountAnewAfterAReadingWithinTheBudget() {
    TapBudget budget = TapBudget.full();
    for (int i = 0; i < 200; i++) {
      budget = budget.after(reading(i % 20 == 19 ? "0.9" : "9"), SETTINGS);
    }
    assertThat(budget.off()).isFalse();
  }

  private static Reading reading(String name) {
    return switch (name) {
      case "slow" -> new Reading(0.1, Optional.of(delay(1_100_000)), true);
      case "unsure" -> new Reading(0.1, Optional.of(delay(900_000)), true);
      case "fast" -> new Reading(0.1, Optional.of(delay(1_000)), true);
      case "?" -> new Reading(0.1, Optional.empty(), true);
      case "idle" -> new Reading(0.1, Optional.empty(), false);
      default -> new Reading(Double.parseDouble(name), Optional.empty(), true);
    };
  }

  /** Of 2 ms, but for chance perhaps only so much. */
  private static Delay delay(double lowNanos) {
    return new Delay(1000, 1000, 2_000_000, lowNanos, 3_000_000, 0);
  }
}
