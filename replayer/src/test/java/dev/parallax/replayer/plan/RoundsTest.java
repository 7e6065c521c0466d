package dev.parallax.replayer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parallax.proto.Leg;
import dev.parallax.proto.RunRequested.Judging;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RoundsTest {

  private static final Arm CANDIDATE_1 = new Arm(Leg.CANDIDATE, 1);
  private static final Arm CONTROL_1 = new Arm(Leg.CONTROL, 1);
  private static final Arm CONTROL_2 = new Arm(Leg.CONTROL, 2);

  @Test
  void sendsExamplesOnceToEachLegInEachRound() {
    Rounds rounds = new Rounds(Judging.EXAMPLES, 3, true, 7);

    assertThat(rounds.count()).isEqualTo(3);
    for (int round = 1; round <= 3; round++) {
      assertThat(rounds.arms("id", round, false))
          .containsExactlyInAnyOrder(new Arm(Leg.CANDIDATE, round), new Arm(Leg.CONTROL, round));
    }
  }

  @Test
  void sendsStatisticsTwiceToTheControl() {
    Rounds rounds = new Rounds(Judging.STATISTICS, 3, true, 7);

    assertThat(rounds.count()).isEqualTo(1);
    assertThat(rounds.arms("id", 1, false))
        .containsExactlyInAnyOrder(CANDIDATE_1, CONTROL_1, CONTROL_2);
  }

  @Test
  void sendsToTheCandidateAloneWithoutAControl() {
    assertThat(new Rounds(Judging.STATISTICS, 3, false, 7).arms("id", 1, false))
        .containsExactly(CANDIDATE_1);
  }

  @Test
  void sendsWhatWritesOnceToEachLeg() {
    for (Judging judging : List.of(Judging.EXAMPLES, Judging.STATISTICS)) {
      Rounds rounds = new Rounds(judging, 3, true, 7);

      assertThat(rounds.arms("id", 1, true)).containsExactlyInAnyOrder(CANDIDATE_1, CONTROL_1);
      assertThat(rounds.isLast(1, true)).isTrue();
    }
    assertThat(new Rounds(Judging.EXAMPLES, 3, true, 7).arms("id", 2, true)).isEmpty();
  }

  @Test
  void drawsTheSameOrderFromTheSameSeed() {
    Rounds rounds = new Rounds(Judging.STATISTICS, 3, true, 7);

    assertThat(rounds.arms("id", 1, false)).isEqualTo(rounds.arms("id", 1, false));
  }

  /** A fixed order would warm the caches of whoever comes later. */
  @Test
  void letsEachArmGoFirstAboutAsOften() {
    Rounds rounds = new Rounds(Judging.STATISTICS, 3, true, 7);

    for (Arm arm : List.of(CANDIDATE_1, CONTROL_1, CONTROL_2)) {
      long first =
          IntStream.range(0, 3_000)
              .filter(i -> rounds.arms("id-" + i, 1, false).getFirst().equals(arm))
              .count();
      assertThat(first).isBetween(850L, 1_150L);
    }
  }

  @Test
  void refusesNoAttempts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rounds(Judging.EXAMPLES, 0, true, 7))
        .withMessage("replay.attempts: 0 (expected: >= 1)");
  }
}
