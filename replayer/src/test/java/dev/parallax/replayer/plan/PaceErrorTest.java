package dev.parallax.replayer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.replayer.Recorded;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planned times of long recordings against ideal ones: how far off, how fast, in which shape. */
final class PaceErrorTest {

  private static final int EXCHANGES = 100_000;
  private static final double SECOND = 1e9;

  /** Nanoseconds: that of rounding, and of numbers with 53 bits after some hours. */
  private static final double ERROR = 2;

  /** Of a recording that has bursts and pauses. */
  private final long[] starts = bursts(new SplittableRandom(7));

  /** Asked for 0.5, 1, 2 and 5 times, others deliver 1.0, 2.0, 3.0 and 5.9 times. */
  @ParameterizedTest
  @CsvSource({"0.5", "1", "2", "5", "10"})
  void keepsToAFactor(double factor) {
    long[] planned = planned(factor + "x");

    assertThat(worst(i -> planned[i] - (starts[i] - starts[0]) / factor)).isLessThan(ERROR);
    assertThat(rate(planned) / rate(starts)).isCloseTo(factor, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0.5", "7", "100", "2000", "33333"})
  void keepsToARateAndToTheShape(double rate) {
    long[] planned = planned(rate + "/s");

    double scale = rate(starts) / rate;
    assertThat(worst(i -> planned[i] - (starts[i] - starts[0]) * scale)).isLessThan(ERROR);
    assertThat(rate(planned)).isCloseTo(rate, within(rate * 1e-9));
  }

  /** Where the recording is even, the count at any time is the area under the ramp up to it. */
  @ParameterizedTest
  @CsvSource({"10, 200", "200, 10", "50, 50", "1, 1000", "999, 1000"})
  void growsAlongARamp(double from, double to) {
    long[] even = new long[EXCHANGES];
    for (int i = 0; i < EXCHANGES; i++) {
      even[i] = Recorded.START_NANOS + i * 10_000_000L;
    }
    Pace pace = pace(from + "/s.." + to + "/s", even);
    double seconds = 2 * (EXCHANGES - 1) / (from + to);

    double worst =
        worst(
            i -> {
              double at = pace.dueNanos(even[i], 0) / SECOND;
              return from * at + (to - from) * at * at / (2 * seconds) - i;
            });
    assertThat(worst).isLessThan(1e-4);
    assertThat(pace.dueNanos(even[EXCHANGES - 1], 0) / SECOND).isCloseTo(seconds, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"10/s..200/s", "200/s..10/s", "1/s..100000/s"})
  void keepsTheOrderAlongARamp(String ramp) {
    long[] planned = planned(ramp);

    assertThat(planned).isSorted();
    assertThat(planned[0]).isZero();
    assertThat(planned[EXCHANGES - 1]).isEqualTo(pace(ramp, starts).durationNanos());
  }

  /** Its gaps are the recorded ones, each divided by how much the rate has grown by then. */
  @ParameterizedTest
  @CsvSource({"10, 200", "200, 10"})
  void keepsTheShapeAlongARamp(double from, double to) {
    long[] planned = planned(from + "/s.." + to + "/s");

    double last = planned[EXCHANGES - 1];
    double worst =
        worst(
            i -> {
              int before = Math.max(0, i - 1);
              double halfWay = (planned[before] + planned[i]) / 2.0 / last;
              double rate = from + (to - from) * halfWay;
              double gap = (starts[i] - starts[before]) * rate(starts) / rate;
              return planned[i] - planned[before] - gap;
            });
    assertThat(worst).isLessThan(ERROR);
  }

  private static double worst(IntToDoubleFunction error) {
    return IntStream.range(0, EXCHANGES).mapToDouble(error).map(Math::abs).max().orElseThrow();
  }

  private long[] planned(String speed) {
    Pace pace = pace(speed, starts);
    long[] planned = new long[EXCHANGES];
    for (int i = 0; i < EXCHANGES; i++) {
      planned[i] = pace.dueNanos(starts[i], 0);
    }
    return planned;
  }

  private static Pace pace(String speed, long[] starts) {
    return new Pace(
        Speed.parse(speed), new RecordedSpan(starts[0], starts[EXCHANGES - 1], EXCHANGES), 0);
  }

  /** Per second. */
  private static double rate(long[] times) {
    return (EXCHANGES - 1) * SECOND / (times[EXCHANGES - 1] - times[0]);
  }

  private static long[] bursts(RandomGenerator random) {
    long[] starts = new long[EXCHANGES];
    long at = Recorded.START_NANOS;
    for (int i = 0; i < EXCHANGES; i++) {
      at += random.nextInt(50) == 0 ? random.nextLong(900_000_000) : random.nextLong(1_000_000);
      starts[i] = at;
    }
    return starts;
  }
}
