package dev.parallax.recorder.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Timings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LifetimeTest {

  private static final long MILLI = 1_000_000;

  @ParameterizedTest
  @CsvSource({
    "one, 0, 20, one, 20, true",
    "one, 0, 21, one, 20, false",
    "one, 0, 30, two, 20, true",
    "one, 0, 31, two, 20, false",
    "one, 0, 100, two, 95, true",
    "one, 0, 101, two, 95, false",
    "one, 0, 500, two, 500, true",
    "'',  0, 21, '',  20, false",
    "'',  0, 21, two, 20, true",
  })
  void precedesWhatWasSentWhenItWasWhole(
      String instance, long start, long end, String other, long otherStart, boolean precedes) {
    Lifetime first = new Lifetime(instance, start * MILLI, end * MILLI);
    Lifetime second = new Lifetime(other, otherStart * MILLI, (otherStart + 100) * MILLI);

    assertThat(first.precedes(second)).isEqualTo(precedes);
  }

  @Test
  void neverPrecedesEachOther() {
    Lifetime one = new Lifetime("one", 0, MILLI);
    Lifetime two = new Lifetime("two", MILLI / 2, MILLI);

    assertThat(one.precedes(two)).isTrue();
    assertThat(two.precedes(one)).isFalse();
  }

  @Test
  void isFromTheStartToTheLastByte() {
    Exchange exchange =
        Exchange.newBuilder()
            .setStartedAtNanos(7)
            .setDeployment(Deployment.newBuilder().setInstance("one"))
            .setTimings(Timings.newBuilder().setLastByteNanos(3))
            .build();

    assertThat(Lifetime.of(exchange)).isEqualTo(new Lifetime("one", 7, 10));
  }
}
