package dev.parallax.comparator.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.proto.AttemptSummary;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Deployment;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leg;
import dev.parallax.proto.RunRequested;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.proto.SessionLink;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.session.SessionCopy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FidelityFoldTest {

  private static final long MILLI = 1_000_000;

  /** When the run began: the Unix epoch has no attempts. */
  private static final long BEGIN = 1_000_000 * MILLI;

  private final FidelityFold fold = fold("2x", Judging.EXAMPLES);

  @Test
  void measuresHowLateTheFirstAttemptWas() {
    for (int i = 0; i < 100; i++) {
      sent("s" + i, 10L * i, 1, 5L * i, i == 7 ? 40 : i == 8 ? -30 : 1, 10);
    }

    Fidelity fidelity = fold.fidelity();

    assertThat(fidelity.sent()).isEqualTo(100);
    assertThat(fidelity.error()).isEqualTo(new Fidelity.SendError(MILLI, 30 * MILLI, 40 * MILLI));
    assertThat(fidelity.isFitForLatency()).isFalse();
  }

  @Test
  void letsALagPassThatIsSmallBesideWhatIsMeasured() {
    sent("a", 0, 1, 0, 19, 200);

    assertThat(fold.fidelity().limitNanos()).isEqualTo(20 * MILLI);
    assertThat(fold.fidelity().isFitForLatency()).isTrue();
  }

  @Test
  void holdsTheRateAgainstThatOfTheRecordingAtTheRunsSpeed() {
    for (int i = 0; i <= 10; i++) {
      sent("s" + i, 100L * i, 1, 50L * i, i, 1);
    }

    assertThat(fold.fidelity().plannedRate()).isCloseTo(20, within(1e-9));
    assertThat(fold.fidelity().achievedRate()).isCloseTo(10 / 0.51, within(1e-9));
  }

  /** 11 exchanges, recorded in a second. */
  @ParameterizedTest
  @CsvSource({"40/s, 250, 40", "10/s..30/s, 500, 20"})
  void holdsTheRateAgainstTheOneThatWasAskedFor(String speed, long plannedMillis, double rate) {
    FidelityFold asked =
        new FidelityFold(
            RunRequested.newBuilder()
                .setSpeed(speed)
                .setFirstExchangeNanos(0)
                .setLastExchangeNanos(1_000 * MILLI)
                .setPlannedNanos(plannedMillis * MILLI)
                .build());
    for (int i = 0; i <= 10; i++) {
      asked.add(exchange("s" + i, 100L * i, 1), attempts(attempt(Leg.CANDIDATE, 1, i, i, 1)));
    }

    assertThat(asked.fidelity().plannedRate()).isCloseTo(rate, within(1e-9));
  }

  @Test
  void plansNoRateAtMax() {
    FidelityFold max = fold("max", Judging.EXAMPLES);
    max.add(exchange("a", 0, 1), attempts(attempt(Leg.CANDIDATE, 1, 0, 0, 1)));
    max.add(exchange("a", 500, 1), attempts(attempt(Leg.CANDIDATE, 1, 10, 10, 1)));

    assertThat(max.fidelity().plannedRate()).isZero();
    assertThat(max.fidelity().achievedRate()).isCloseTo(100, within(1e-9));
  }

  @Test
  void findsWhatWasSentBeforeItsPredecessorWasAnswered() {
    sent("a", 0, 10, 0, 0, 100);
    sent("a", 20, 10, 50, 0, 100);
    sent("a", 22, 10, 150, 0, 1);

    assertThat(fold.fidelity().overtaking()).isEqualTo(1);
  }

  @Test
  void findsItWhicheverWasDoneFirst() {
    sent("a", 20, 10, 50, 0, 1);
    sent("a", 0, 10, 0, 0, 100);

    assertThat(fold.fidelity().overtaking()).isEqualTo(1);
  }

  @Test
  void letsOverlapThatWasInProductionStay() {
    sent("a", 0, 30, 0, 0, 100);
    sent("a", 20, 10, 50, 0, 100);
    sent("b", 200, 1, 60, 0, 1);

    assertThat(fold.fidelity().overtaking()).isZero();
  }

  @Test
  void holdsAnotherInstancesToAnOrderThatTheirClocksCantTell() {
    sent("a", 0, 25, 0, 0, 100);
    Exchange other =
        exchange("a", 20, 10).toBuilder()
            .setDeployment(Deployment.newBuilder().setInstance("two"))
            .build();
    fold.add(other, attempts(attempt(Leg.CANDIDATE, 1, 50, 50, 1)));

    assertThat(fold.fidelity().overtaking()).isEqualTo(1);
  }

  @Test
  void takesLinkedSessionsForOne() {
    sent("before", 0, 10, 0, 0, 100);
    Exchange after =
        exchange("after", 20, 1).toBuilder()
            .addSessionLinks(SessionLink.newBuilder().setFrom("before").setTo("after"))
            .build();
    fold.add(after, attempts(attempt(Leg.CANDIDATE, 1, 50, 50, 1)));

    assertThat(fold.fidelity().overtaking()).isEqualTo(1);
    assertThat(fold.fidelity().sessions()).isEqualTo(1);
  }

  @Test
  void countsSessionsOfWhichSomethingWasNotSent() {
    sent("a", 0, 1, 0, 0, 1);
    sent("b", 0, 1, 0, 0, 1);
    fold.add(exchange("b", 5, 1), attempts());

    assertThat(fold.fidelity().sessions()).isEqualTo(2);
    assertThat(fold.fidelity().wholeSessions()).isEqualTo(1);
  }

  @Test
  void looksAtTheRoundThatGoesByTheRecording() {
    fold.add(
        exchange("a", 0, 1),
        attempts(
            attempt(Leg.CONTROL, 1, 12, 12, 1),
            attempt(Leg.CANDIDATE, 1, 0, 2, 10),
            attempt(Leg.CANDIDATE, 2, 900, 990, 1)));

    assertThat(fold.fidelity().error().maxNanos()).isEqualTo(2 * MILLI);
  }

  /** A session each, a third of a second apart; the copy that overtakes does so in its own. */
  @Test
  void countsCopiesAsExchangesOfTheirOwn() {
    for (int i = 0; i < 2; i++) {
      Exchange exchange = exchange("s", 1_000L * i, 1);
      fold.add(exchange, attempts(attempt(Leg.CANDIDATE, 1, 500L * i, 500L * i, 10)));
      for (int copy = 1; copy < 3; copy++) {
        // Of the second copy the later one is sent at once with the first.
        long at = copy == 2 ? 333 : 500L * i + 167;
        fold.addCopy(
            new SessionCopy(copy, 3).of(exchange),
            attempts(attempt(Leg.CANDIDATE, 1, at, at + copy, 10)).toBuilder()
                .setExercised(copy == 1)
                .build());
      }
    }

    Fidelity fidelity = fold.fidelity();
    assertThat(fidelity.sent()).isEqualTo(6);
    assertThat(fidelity.error().maxNanos()).isEqualTo(2 * MILLI);
    assertThat(fidelity.sessions()).isEqualTo(3);
    assertThat(fidelity.wholeSessions()).isEqualTo(3);
    assertThat(fidelity.overtaking()).isEqualTo(1);
    assertThat(fidelity.plannedRate()).isCloseTo(2 * 5 / 1.666_666_666, within(1e-6));
    assertThat(fidelity.copies()).isEqualTo(new Copies(4, 4, 2));
  }

  @Test
  void ofARunWithoutAttemptsSaysNothing() {
    assertThat(fold.fidelity()).isEqualTo(Fidelity.none());
  }

  private static FidelityFold fold(String speed, Judging judging) {
    return new FidelityFold(RunRequested.newBuilder().setSpeed(speed).setJudging(judging).build());
  }

  private void sent(
      String session, long began, long took, long intended, long error, long answeredAfter) {
    fold.add(
        exchange(session, began, took),
        attempts(attempt(Leg.CANDIDATE, 1, intended, intended + error, answeredAfter)));
  }

  /** Times in milliseconds, as below. */
  private static Exchange exchange(String session, long began, long took) {
    return Exchange.newBuilder()
        .setSession(session)
        .setStartedAtNanos(began * MILLI)
        .setTimings(Timings.newBuilder().setLastByteNanos(took * MILLI))
        .build();
  }

  private static Comparison attempts(AttemptSummary... attempts) {
    Comparison.Builder comparison =
        Comparison.newBuilder()
            .addAttempts(AttemptSummary.newBuilder().setLeg(Leg.CAPTURED_LEG).setStatus(200));
    for (AttemptSummary attempt : attempts) {
      comparison.addAttempts(attempt);
    }
    return comparison.build();
  }

  private static AttemptSummary attempt(
      Leg leg, int attempt, long intended, long sent, long answeredAfter) {
    return AttemptSummary.newBuilder()
        .setLeg(leg)
        .setAttempt(attempt)
        .setStatus(200)
        .setIntendedAtNanos(BEGIN + intended * MILLI)
        .setSentAtNanos(BEGIN + sent * MILLI)
        .setLastByteNanos(answeredAfter * MILLI)
        .build();
  }
}
