package dev.parallax.replayer.protect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CircuitTest {

  private static final long MILLI = 1_000_000;
  private static final Sign TAKEN = new Sign.Taken();
  private static final Sign BUSY = new Sign.Busy(503, Duration.ZERO);
  private static final int ENOUGH = 16;

  private final Circuit circuit = circuit(Duration.ofSeconds(30));
  private long now = 7;

  @Test
  void holdsNothingBackWhileItsLegTakesAll() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(circuit.waitNanos(now)).isNotPositive();
      assertThat(circuit.waitNanos(i, now)).isNotPositive();
      var _ = circuit.begin(now);
    }
  }

  @Test
  void pausesAsLongAsIsAsked() {
    assertThat(ended(begun(), busy(2_000)))
        .contains(
            new Notice.Warning(
                "candidate http://c: asks for time (503): no leg gets anything new"
                    + " for 2000 ms, and so each time"));

    assertThat(circuit.waitNanos(now)).isEqualTo(2_000 * MILLI);
    assertThat(circuit.waitNanos(0, now)).isEqualTo(2_000 * MILLI);
    now += 2_000 * MILLI;
    assertThat(circuit.waitNanos(now)).isZero();
  }

  @Test
  void pausesNoLongerThanItsBound() {
    var _ = ended(begun(), busy(3_600_000));

    assertThat(circuit.waitNanos(now)).isEqualTo(30_000 * MILLI);
  }

  @Test
  void pausesLongerEachTimeUntilSomethingIsTaken() {
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      var _ = ended(begun(), BUSY);
      pauses.add(afterPause() / MILLI);
    }
    var _ = ended(begun(), TAKEN);
    var _ = ended(begun(), BUSY);
    pauses.add(afterPause() / MILLI);

    assertThat(pauses)
        .containsExactly(200L, 400L, 800L, 1600L, 3200L, 6400L, 10000L, 10000L, 10000L, 200L);
  }

  @Test
  void tellsOnce() {
    assertThat(ended(begun(), BUSY)).isPresent();
    var _ = afterPause();
    assertThat(ended(begun(), BUSY)).isEmpty();
    var _ = afterPause();
    assertThat(ended(begun(), TAKEN)).isEmpty();
    assertThat(ended(begun(), BUSY)).isEmpty();
  }

  /** They were sent before anybody knew. */
  @Test
  void takesAHundredThatWereUnderWayForOne() {
    int[] begun = new int[100];
    for (int i = 0; i < begun.length; i++) {
      begun[i] = begun();
    }
    for (int before : begun) {
      var _ = ended(before, BUSY);
    }

    assertThat(circuit.pauses()).isEqualTo(1);
    assertThat(afterPause()).isEqualTo(200 * MILLI);
    var _ = ended(begun(), BUSY);
    assertThat(afterPause()).isEqualTo(400 * MILLI);
  }

  @Test
  void waitsForTheLongestThatIsAskedOfThose() {
    int[] begun = {begun(), begun(), begun(), begun()};
    var _ = ended(begun[0], busy(1_000));
    var _ = ended(begun[1], busy(4_000));
    var _ = ended(begun[2], busy(2_000));

    assertThat(afterPause()).isEqualTo(4_000 * MILLI);
    var _ = ended(begun[3], busy(9_000));
    assertThat(circuit.waitNanos(now)).as("it was tried since").isNotPositive();
  }

  @Test
  void triesOneAfterAPauseAndOneMoreWithEachThatIsTaken() {
    var _ = ended(begun(), BUSY);
    var _ = afterPause();

    for (int places = 1; places < ENOUGH; places++) {
      assertThat(places()).isEqualTo(places);
      var _ = ended(begun(), TAKEN);
    }

    assertThat(circuit.waitNanos(1_000, now)).as("as many as anybody needs").isNotPositive();
  }

  /** Nor do those take a place, which may be streams. */
  @Test
  void learnsNothingFromWhatWasSentBefore() {
    int early = begun();
    var _ = ended(begun(), BUSY);
    var _ = afterPause();

    var _ = ended(early, TAKEN);

    assertThat(places()).isEqualTo(1);
  }

  @Test
  void doesNotWaitForATrialThatGoesOnAndOn() {
    var _ = ended(begun(), BUSY);
    var _ = afterPause();
    int trial = begun();
    assertThat(circuit.waitNanos(now)).isEqualTo(5_000 * MILLI);
    assertThat(circuit.waitNanos(1, now)).isEqualTo(5_000 * MILLI);

    now += 5_000 * MILLI;

    assertThat(circuit.waitNanos(now)).isNotPositive();
    var _ = begun();
    assertThat(circuit.waitNanos(now)).as("and one each time").isPositive();
    var _ = ended(trial, TAKEN);
  }

  @Test
  void givesAPlaceBackOfWhatWasGivenUp() {
    var _ = ended(begun(), BUSY);
    var _ = afterPause();
    int trial = begun();

    circuit.giveBack(trial);

    assertThat(circuit.waitNanos(now)).isNotPositive();
  }

  @Test
  void pausesForNobodyWhereNoneIsWaitedFor() {
    Circuit hard = circuit(Duration.ZERO);
    var _ = hard.begin(now);

    assertThat(hard.learn(busy(9_000), 0, now)).isEmpty();
    assertThat(hard.waitNanos(now)).isNotPositive();
  }

  /** How many exchanges may be under way. */
  private int places() {
    int entered = 0;
    while (circuit.waitNanos(entered, now) <= 0) {
      entered++;
    }
    return entered;
  }

  private int begun() {
    var _ = circuit.begin(now);
    return circuit.pauses();
  }

  private Optional<Notice> ended(int pausesBefore, Sign sign) {
    circuit.giveBack(pausesBefore);
    return circuit.learn(sign, pausesBefore, now);
  }

  /** Lets time pass until the next attempt may begin; returns how long that was. */
  private long afterPause() {
    long pause = circuit.waitNanos(now);
    now += pause;
    return pause;
  }

  private static Sign busy(long askedMillis) {
    return new Sign.Busy(503, Duration.ofMillis(askedMillis));
  }

  private static Circuit circuit(Duration longestPause) {
    return circuit(new Protection(MaxRate.none(), longestPause, BreakerRule.off()));
  }

  private static Circuit circuit(Protection protection) {
    return new Circuit("candidate http://c", ENOUGH, protection, new Spacing(0, 0), 0);
  }
}
