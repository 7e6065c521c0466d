package dev.parallax.bench.load.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistogramTest {

  @Test
  void percentilesAreWithinOnePercentOfSortingAndNeverBelow() {
    SplittableRandom random = new SplittableRandom(7);
    long[] nanos = new long[20_001];
    Histogram histogram = new Histogram();
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = (long) Math.exp(random.nextDouble() * 20);
      histogram.record(nanos[i]);
    }
    Arrays.sort(nanos);

    for (int percent : new int[] {1, 10, 50, 90, 99, 100}) {
      double exact = nanos[(int) Math.ceil(nanos.length * percent / 100.0) - 1] / 1e3;
      assertThat(histogram.percentileMicros(percent))
          .isGreaterThanOrEqualTo(exact)
          .isCloseTo(exact, within(exact * 0.01));
    }
  }

  @Test
  void takesTimesBeyondItsRangeAndBeforeNow() {
    Histogram histogram = new Histogram();
    histogram.record(Long.MAX_VALUE);
    histogram.record(-5);

    assertThat(histogram.total()).isEqualTo(2);
    assertThat(histogram.percentileMicros(50)).isZero();
    assertThat(histogram.percentileMicros(100)).isGreaterThan(1e9);
  }

  @Test
  void saysNothingOfNothing() {
    assertThat(new Histogram().percentileMicros(50)).isNaN();
  }
}
