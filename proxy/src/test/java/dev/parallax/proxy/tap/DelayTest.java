package dev.parallax.proxy.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelayTest {

  private static final long MINUTE = 60_000_000_000L;

  @Test
  void isTheDifferenceOfTheMediansAndOfTheTails() {
    Histogram recorded = histogram();
    Histogram bypassed = histogram();
    for (int i = 1; i <= 1001; i++) {
      recorded.recordValue(1_000_000L + i * 1000L);
      bypassed.recordValue(i * 1000L);
    }
    Delay delay = Delay.between(recorded, bypassed);
    assertThat(delay.recorded()).isEqualTo(1001);
    assertThat(delay.bypassed()).isEqualTo(1001);
    assertThat(delay.medianNanos()).isCloseTo(1e6, within(3e3));
    assertThat(delay.p99Nanos()).isCloseTo(1e6, within(3e3));
    // Ranks of the median of 1001: 501 ± 31, so ±31 µs; two of them.
    assertThat(delay.lowNanos()).isCloseTo(1e6 - Math.sqrt(2) * 31e3, within(4e3));
    assertThat(delay.highNanos()).isCloseTo(1e6 + Math.sqrt(2) * 31e3, within(4e3));
  }

  @Test
  void isNothingWhereNothingVaries() {
    Histogram same = histogram();
    same.recordValueWithCount(5_000_000, 1000);
    Delay delay = Delay.between(same, same);
    assertThat(delay.medianNanos()).isZero();
    assertThat(delay.lowNanos()).isZero();
    assertThat(delay.highNanos()).isZero();
  }

  /** Counts as they are in use: many recorded, few bypassed. */
  @ParameterizedTest
  @CsvSource({"200, 200, 0.0", "20000, 200, 0.0", "20000, 200, 0.3", "2000, 2000, 0.05"})
  void holdsTheTrueDifferenceInAbout95Of100Samples(int recorded, int bypassed, double addedMillis) {
    int covered = 0;
    int seeds = 400;
    for (int seed = 0; seed < seeds; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      Delay delay =
          Delay.between(sample(random, recorded, addedMillis * 1e6), sample(random, bypassed, 0));
      if (delay.lowNanos() <= addedMillis * 1e6 && addedMillis * 1e6 <= delay.highNanos()) {
        covered++;
      }
    }
    assertThat(100.0 * covered / seeds).isBetween(92.0, 98.0);
  }

  /** Log-normal, as response times about are. */
  private static Histogram sample(RandomGenerator random, int count, double addedNanos) {
    Histogram times = histogram();
    for (int i = 0; i < count; i++) {
      times.recordValue((long) (addedNanos + 1e6 * Math.exp(0.7 * random.nextGaussian())));
    }
    return times;
  }

  private static Histogram histogram() {
    return new Histogram(100, MINUTE, 3);
  }
}
