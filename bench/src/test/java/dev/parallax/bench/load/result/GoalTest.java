package dev.parallax.bench.load.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.bench.load.subject.Totals;
import dev.parallax.bench.load.subject.Traffic;
import org.junit.jupiter.api.Test;

class GoalTest {

  @Test
  void theLimitItselfIsStillMet() {
    assertThat(Goal.atMost("cost", 1.05, 1.05, "×").verdict()).isEqualTo(Goal.Verdict.PASS);
    assertThat(Goal.atMost("cost", 1.06, 1.05, "×").failsTheRun()).isTrue();
    assertThat(Goal.atLeast("rate", 2, 2, "×").verdict()).isEqualTo(Goal.Verdict.PASS);
    assertThat(Goal.atLeast("rate", 1.9, 2, "×").failsTheRun()).isTrue();
  }

  @Test
  void whatInformsFailsNothing() {
    Goal goal = Goal.atMost("cost", 3, 1, "×").informative();

    assertThat(goal.failsTheRun()).isFalse();
    assertThat(goal.row()).isEqualTo("| cost | 3 × | ≤ 1 × | (FAIL) |");
  }

  @Test
  void accountingAllowsOnlyForWhatTheLoadGeneratorCut() {
    Traffic sent = new Traffic();
    sent.sent(100, 5);

    assertThat(missed(new Totals(103, 90, 13, ""), sent, 90)).isZero();
    assertThat(missed(new Totals(99, 90, 9, ""), sent, 90)).isOne();
    assertThat(missed(new Totals(106, 90, 16, ""), sent, 90)).isOne();
    assertThat(missed(new Totals(103, 90, 12, ""), sent, 90)).isOne();
    assertThat(missed(new Totals(103, 90, 13, ""), sent, 89)).isOne();
  }

  private static long missed(Totals totals, Traffic sent, long inKafka) {
    return Sidecar.accounting(totals, sent, inKafka).stream().filter(Goal::failsTheRun).count();
  }
}
