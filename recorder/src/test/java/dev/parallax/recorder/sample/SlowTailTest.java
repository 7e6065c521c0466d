package dev.parallax.recorder.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlowTailTest {

  private final RandomGenerator random = new SplittableRandom(5);

  private long logNormal(double medianMillis, double sigma) {
    return (long) (medianMillis * 1e6 * Math.exp(sigma * random.nextGaussian()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 2})
  void findsAtMostTheSlowestHundredth(double sigma) {
    SlowTail tail = new SlowTail();
    int slow = 0;
    int count = 200_000;
    double p95 = 20e6 * Math.exp(1.645 * sigma);
    for (int i = 0; i < count; i++) {
      long nanos = logNormal(20, sigma);
      if (tail.add(nanos, 0.99)) {
        slow++;
        assertThat((double) nanos).isGreaterThan(p95);
      }
    }
    assertThat(slow).isBetween(count / 200, count / 95);
  }

  @Test
  void findsNothingBeforeItKnowsEnough() {
    SlowTail tail = new SlowTail();
    for (int i = 0; i < SlowTail.MIN_SEEN; i++) {
      assertThat(tail.add(i == 300 ? 60_000_000_000L : logNormal(20, 0.1), 0.99)).isFalse();
    }
    assertThat(tail.add(60_000_000_000L, 0.99)).isTrue();
  }

  @Test
  void findsNothingAmongEquals() {
    SlowTail tail = new SlowTail();
    for (int i = 0; i < 50_000; i++) {
      assertThat(tail.add(7_000_000, 0.99)).isFalse();
    }
  }

  /** A service that has become slower as a whole has other slow exchanges, not only such. */
  @Test
  void learnsAnotherPace() {
    SlowTail tail = new SlowTail();
    for (int i = 0; i < 60_000; i++) {
      tail.add(logNormal(20, 0.3), 0.99);
    }
    int slow = 0;
    for (int i = 0; i < 60_000; i++) {
      slow += tail.add(logNormal(80, 0.3), 0.99) ? 1 : 0;
    }
    assertThat(slow).isLessThan(60_000 / 50);
    int again = 0;
    for (int i = 0; i < 60_000; i++) {
      again += tail.add(logNormal(20, 0.3), 0.99) ? 1 : 0;
    }
    int back = 0;
    for (int i = 0; i < 60_000; i++) {
      back += tail.add(logNormal(20, 0.3), 0.99) ? 1 : 0;
    }
    assertThat(again).as("slower times fade").isLessThan(60);
    assertThat(back).isBetween(300, 620);
  }

  @Test
  void takesAnotherQuantileAtOnce() {
    SlowTail tail = new SlowTail();
    for (int i = 0; i < 19_000; i++) {
      tail.add(logNormal(20, 1), 0.99);
    }
    tail.add(1, 0.5);
    int slow = 0;
    for (int i = 0; i < 1_000; i++) {
      slow += tail.add(logNormal(20, 1), 0.5) ? 1 : 0;
    }
    assertThat(slow).isBetween(380, 520);
  }

  @Test
  void forgetsEndpointsBeyondItsBound() {
    SlowTails tails = new SlowTails();
    for (long endpoint = 0; endpoint < 100_000; endpoint++) {
      tails.add(endpoint, 1_000_000, 0.99);
    }
    assertThat(tails.endpoints()).isEqualTo(SlowTails.MAX_ENDPOINTS);
  }
}
