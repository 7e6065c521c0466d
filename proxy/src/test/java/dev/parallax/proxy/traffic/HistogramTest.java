package dev.parallax.proxy.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HistogramTest {

  private static final long MILLI = 1_000_000;

  @Test
  void countsInTheFirstBucketThatHoldsIt() {
    Histogram histogram = new Histogram(new long[] {MILLI, 10 * MILLI});
    histogram.record(MILLI);
    histogram.record(MILLI + 1);
    histogram.record(10 * MILLI);
    histogram.record(11 * MILLI);

    Durations read = histogram.read();

    assertThat(read.bounds()).containsExactly(0.001, 0.01, Double.POSITIVE_INFINITY);
    assertThat(read.buckets()).containsExactly(1, 2, 1);
    assertThat(read.count()).isEqualTo(4);
    assertThat(read.sumSeconds()).isEqualTo(0.023_000_001, within(1e-12));
  }

  @Test
  void takesAClockThatStoodStillForNoTime() {
    Histogram histogram = new Histogram(Histogram.HTTP_NANOS);
    histogram.record(-1);
    assertThat(histogram.read().count()).isEqualTo(1);
    assertThat(histogram.read().sumSeconds()).isZero();
  }

  @Test
  void addsUpWhatSeveralCounted() {
    Histogram one = new Histogram(Histogram.HTTP_NANOS);
    Histogram other = new Histogram(Histogram.HTTP_NANOS);
    one.record(MILLI);
    other.record(2 * MILLI);
    other.record(20_000 * MILLI);

    Durations both = one.read().plus(other.read());

    assertThat(both.count()).isEqualTo(3);
    assertThat(both.sumSeconds()).isEqualTo(20.003, within(1e-9));
    assertThat(both.buckets()[0]).isEqualTo(1);
    assertThat(both.buckets()[1]).isEqualTo(1);
    assertThat(both.buckets()[16]).isEqualTo(1);
  }
}
