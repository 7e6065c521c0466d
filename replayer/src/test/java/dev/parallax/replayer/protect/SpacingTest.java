package dev.parallax.replayer.protect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpacingTest {

  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;

  @Test
  void spacesWhatComesAtOnce() {
    Spacing spacing = new Spacing(10 * MILLI, 5);

    assertThat(spacing.waitNanos(5)).isZero();
    assertThat(spacing.take(5)).isEqualTo(5);
    assertThat(spacing.waitNanos(5)).isEqualTo(10 * MILLI);
    assertThat(spacing.take(5 + 10 * MILLI)).isEqualTo(5 + 10 * MILLI);
    assertThat(spacing.waitNanos(6 + 10 * MILLI)).isEqualTo(10 * MILLI - 1);
  }

  @Test
  void savesNothingUp() {
    Spacing spacing = new Spacing(10 * MILLI, 0);

    assertThat(spacing.take(60 * SECOND)).isZero();
    assertThat(spacing.waitNanos(60 * SECOND)).isEqualTo(10 * MILLI);
  }

  @Test
  void hasEverythingDueWithoutABound() {
    Spacing spacing = new Spacing(0, 7);

    for (long now = 7; now < 1_000; now++) {
      assertThat(spacing.waitNanos(now)).isNotPositive();
      assertThat(spacing.take(now)).isEqualTo(7);
    }
  }

  @Test
  void takesAnotherIntervalFromTheOneAfterTheNext() {
    Spacing spacing = new Spacing(10, 0);
    spacing.take(0);

    spacing.every(30);

    assertThat(spacing.take(10)).isEqualTo(10);
    assertThat(spacing.waitNanos(10)).isEqualTo(30);
  }

  /** However late each begins, now and then by a whole pause. */
  @ParameterizedTest
  @CsvSource({"1, 1", "20, 2", "200, 3", "2000, 4"})
  void keepsToTheRateInAnySecond(int rate, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Spacing spacing = new Spacing(SECOND / rate, 0);
    long[] began = new long[20 * rate];
    long now = 0;
    for (int i = 0; i < began.length; i++) {
      long late = random.nextInt(200) == 0 ? random.nextLong(2 * SECOND) : random.nextLong(MILLI);
      now += Math.max(0, spacing.waitNanos(now)) + late;
      spacing.take(now);
      began[i] = now;
    }

    int most = 0;
    for (int i = 0; i < began.length; i++) {
      int end = Arrays.binarySearch(began, began[i] + SECOND);
      most = Math.max(most, (end < 0 ? -end - 1 : end) - i);
    }
    assertThat(most).isLessThanOrEqualTo(rate + 1 + rate / 200);
  }

  /** Or the lateness of timers would add up. */
  @Test
  void reachesTheRateThoughEachBeginsLate() {
    Spacing spacing = new Spacing(MILLI, 0);
    long now = 0;
    for (int i = 0; i < 1_000; i++) {
      now += Math.max(0, spacing.waitNanos(now)) + 300_000;
      spacing.take(now);
    }

    assertThat(now).isLessThan(SECOND + MILLI);
  }
}
