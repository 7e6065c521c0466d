package dev.parallax.recorder.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Selection;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TotalsTest {

  private static Exchange exchange(String session, String reason, double probability) {
    return Exchange.newBuilder()
        .setSession(session)
        .setSelection(Selection.newBuilder().setReason(reason).setProbability(probability))
        .build();
  }

  @Test
  void isExactWhereAllWasRecorded() {
    Totals totals = new Totals();
    totals.add(exchange("s-1", "share", 1), 3);
    totals.add(exchange("s-2", "error", 1), 4);
    totals.add(Exchange.getDefaultInstance(), 5);
    assertThat(totals.estimate()).isEqualTo(new Estimate(12, 12, 12));
    assertThat(totals.estimate().isExact()).isTrue();
  }

  @Test
  void countsContextForNothing() {
    Totals totals = new Totals();
    totals.add(exchange("s-1", "context", 0), 3);
    assertThat(totals.estimate().total()).isZero();
  }

  @Test
  void weightsByProbabilityAndKnowsHowFarThatCarries() {
    Totals few = new Totals();
    few.add(exchange("s-1", "share", 0.1), 1);
    few.add(exchange("s-2", "error", 1), 1);
    assertThat(few.estimate().total()).isEqualTo(11, within(1e-9));
    assertThat(few.estimate().low()).as("what was recorded, at least").isBetween(2.0, 4.0);
    assertThat(few.estimate().high()).isGreaterThan(30);

    Totals many = new Totals();
    for (int session = 0; session < 5_000; session++) {
      many.add(exchange("s-" + session, "share", 0.1), 1);
    }
    // Poisson sampling: the variance is n (1 - p) / p².
    double deviation = Math.sqrt(5_000 * 0.9) / 0.1;
    assertThat(many.estimate().high() - many.estimate().low())
        .isEqualTo(2 * 1.96 * deviation, within(0.1 * deviation * 2 * 1.96));
  }

  @Test
  void takesASessionsExchangesForOnePieceOfEvidence() {
    Totals whole = new Totals();
    Totals apart = new Totals();
    for (int i = 0; i < 1_000; i++) {
      whole.add(exchange("s-" + i % 50, "share", 0.1), 1);
      apart.add(exchange("s-" + i, "share", 0.1), 1);
    }
    assertThat(whole.estimate().relativeError())
        .isGreaterThan(3 * apart.estimate().relativeError());
  }

  @Test
  void mergesToTheWhole() {
    SplittableRandom random = new SplittableRandom(3);
    Totals whole = new Totals();
    Totals one = new Totals();
    Totals other = new Totals();
    for (int i = 0; i < 1_000; i++) {
      Exchange exchange = exchange("s-" + random.nextInt(300), "share", 0.125);
      double value = random.nextInt(10);
      whole.add(exchange, value);
      (i % 3 == 0 ? one : other).add(exchange, value);
    }
    Totals merged = new Totals();
    merged.merge(one);
    merged.merge(other);
    merged.merge(new Totals());
    assertThat(merged.estimate().total()).isEqualTo(whole.estimate().total());
    assertThat(merged.estimate().low()).isEqualTo(whole.estimate().low(), within(1e-6));
    assertThat(merged.estimate().high()).isEqualTo(whole.estimate().high(), within(1e-6));
  }
}
