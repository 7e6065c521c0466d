package dev.parallax.replayer.protect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a circuit takes its leg for dead. */
final class BreakerTest {

  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
  private static final long SECOND = 1_000_000_000;
  private static final Sign TAKEN = new Sign.Taken();
  private static final Sign REFUSED = new Sign.Failed("the connection was refused");
  private static final Sign BUSY = new Sign.Busy(503, Duration.ofSeconds(1));

  private final List<Notice> notices = new ArrayList<>();
  private Circuit circuit = circuit(HALF_A_MINUTE, BreakerRule.defaults());
  private long now;

  @Test
  void takesALegForDeadThatFailsOnAndOn() {
    send(49, REFUSED);
    assertThat(notices).isEmpty();

    send(1, REFUSED);
    assertThat(notices)
        .containsExactly(
            new Notice.Warning(
                "candidate http://c: failed 50 of the last 50 attempts (the connection was"
                    + " refused): no leg gets anything new for 200 ms, and so each time"));
    send(5, REFUSED);

    assertThat(notices.getLast())
        .isEqualTo(
            new Notice.Tripped(
                "candidate http://c: failed 50 of the last 50 attempts, and took none of 5 more, each"
                    + " after a pause: the connection was refused"));
    assertThat(now).as("within seconds").isLessThan(10 * SECOND);
    assertThat(circuit.waitNanos(now)).isEqualTo(Long.MAX_VALUE);
    assertThat(circuit.waitNanos(0, now)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void looksAtAShareOfTheLastAttempts() {
    send(1_000, TAKEN);
    send(44, REFUSED);
    send(6, TAKEN);
    assertThat(circuit.pauses()).isZero();

    send(7, TAKEN);
    send(43, REFUSED);
    assertThat(circuit.pauses()).as("86 %").isZero();
    send(2, REFUSED);

    assertThat(circuit.pauses()).as("90 %").isEqualTo(1);
  }

  /** Such as a restart that takes some seconds. */
  @Test
  void goesOnWithALegThatComesBack() {
    send(100, TAKEN);
    for (int i = 0; i < 20; i++) {
      send(45, REFUSED);
      assertThat(circuit.waitNanos(now)).isPositive();
      send(4, REFUSED);
      assertThat(isTripped()).isFalse();
      send(100, TAKEN);
    }

    assertThat(circuit.waitNanos(15, now)).isNotPositive();
    assertThat(isTripped()).isFalse();
  }

  /** As when a proxy in front of it reloads: all at once, and only those. */
  @Test
  void countsWhatWasUnderWayOnce() {
    for (int i = 0; i < 256; i++) {
      var _ = circuit.begin(now);
    }
    for (int i = 0; i < 256; i++) {
      circuit.giveBack(0);
      notices.addAll(circuit.learn(REFUSED, 0, now).stream().toList());
    }
    send(1, TAKEN);
    send(48, REFUSED);

    assertThat(circuit.pauses()).isEqualTo(1);
    assertThat(isTripped()).isFalse();
  }

  /** A build may be flaky, and that is a finding. */
  @ParameterizedTest
  @CsvSource({"0.05, 1", "0.3, 2", "0.6, 3"})
  void goesOnWithALegThatFailsNowAndThen(double share, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      send(1, random.nextDouble() < share ? REFUSED : TAKEN);
    }

    assertThat(notices).isEmpty();
  }

  @Test
  void takesALegForDeadThatAsksForTimeOnAndOn() {
    send(6, BUSY);

    assertThat(notices.getLast())
        .isEqualTo(
            new Notice.Tripped(
                "candidate http://c: asks for time, and took none of 5 more, each after a pause:"
                    + " 503"));
  }

  @Test
  void countsThoseLikeFailuresWhereNoTimeIsGiven() {
    circuit = circuit(Duration.ZERO, BreakerRule.defaults());

    send(44, BUSY);
    send(6, REFUSED);
    assertThat(circuit.pauses()).isEqualTo(1);
    send(5, BUSY);

    assertThat(isTripped()).isTrue();
  }

  @Test
  void countsTooManyRequestsAsTakenWhereNoTimeIsGiven() {
    circuit = circuit(Duration.ZERO, BreakerRule.defaults());

    send(1_000, new Sign.Busy(429, Duration.ZERO));

    assertThat(notices).isEmpty();
  }

  @Test
  void goesOnForEverWhereItIsOff() {
    circuit = circuit(HALF_A_MINUTE, BreakerRule.off());

    send(1_000, REFUSED);
    assertThat(circuit.pauses()).isZero();
    send(50, BUSY);

    assertThat(circuit.pauses()).isEqualTo(50);
    assertThat(isTripped()).isFalse();
  }

  private boolean isTripped() {
    return notices.stream().anyMatch(Notice.Tripped.class::isInstance);
  }

  /** One after the other, each as soon as it may. */
  private void send(int attempts, Sign sign) {
    for (int i = 0; i < attempts; i++) {
      now += Math.max(0, circuit.waitNanos(now));
      var _ = circuit.begin(now);
      int before = circuit.pauses();
      circuit.giveBack(before);
      notices.addAll(circuit.learn(sign, before, now).stream().toList());
    }
  }

  private static Circuit circuit(Duration longestPause, BreakerRule rule) {
    return new Circuit(
        "candidate http://c",
        16,
        new Protection(MaxRate.none(), longestPause, rule),
        new Spacing(0, 0),
        0);
  }
}
