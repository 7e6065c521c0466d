package dev.parallax.proxy.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyPaceTest {

  private static final int RATE = 100;
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final BodyPace pace = new BodyPace(GRACE, RATE);

  @ParameterizedTest
  @CsvSource({
    // bytes, seconds -> too slow
    "0, 10, false",
    "0, 11, true",
    "100, 11, false",
    "100, 12, true",
    "1000, 20, false",
    "1000, 21, true",
  })
  void allowsTheGraceAndTheTimeOfTheBytesThatCame(int bytes, int seconds, boolean tooSlow) {
    pace.came(bytes, at(5));
    assertThat(pace.isTooSlow(at(5 + seconds))).isEqualTo(tooSlow);
  }

  @Test
  void countsFromTheFirstBytes() {
    assertThat(pace.isTooSlow(at(1000))).isFalse();
    pace.came(1, at(1000));
    assertThat(pace.isTooSlow(at(1010))).isFalse();
    assertThat(pace.isTooSlow(at(1011))).isTrue();
  }

  @Test
  void catchesABodyThatComesByteByByte() {
    int second = 0;
    while (!pace.isTooSlow(at(second))) {
      pace.came(1, at(second++));
    }
    assertThat(second).isBetween(10, 12);
  }

  @Test
  void doesNotCountTheTimeInWhichTheUpstreamTookNoMore() {
    pace.came(1, at(0));
    pace.pause(at(1));
    pace.pause(at(50));
    assertThat(pace.isTooSlow(at(100))).as("paused").isFalse();
    pace.resume(at(100));
    pace.resume(at(105));
    assertThat(pace.isTooSlow(at(109))).isFalse();
    assertThat(pace.isTooSlow(at(110))).isTrue();
  }

  @Test
  void givesNoCreditForAPauseBeforeTheBodyBegan() {
    pace.pause(at(0));
    pace.resume(at(100));
    pace.came(1, at(100));
    assertThat(pace.isTooSlow(at(111))).isTrue();
  }

  @Test
  void countsAPauseInWhichTheBodyBeganFromThere() {
    pace.pause(at(0));
    pace.came(1, at(50));
    pace.resume(at(60));
    assertThat(pace.isTooSlow(at(70))).isFalse();
    assertThat(pace.isTooSlow(at(71))).isTrue();
  }

  @Test
  void letsAnyPacePassWithoutARate() {
    BodyPace any = new BodyPace(GRACE, 0);
    any.came(1, at(0));
    assertThat(any.isTooSlow(at(1_000_000))).isFalse();
  }

  /** As of a clock that overflows on the way. */
  private static long at(int second) {
    return Long.MAX_VALUE - 1 + Duration.ofSeconds(second).toNanos();
  }
}
