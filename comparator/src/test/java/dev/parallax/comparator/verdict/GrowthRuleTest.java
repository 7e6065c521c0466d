package dev.parallax.comparator.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.comparator.fidelity.Fidelity;
import dev.parallax.comparator.growth.Curve;
import dev.parallax.comparator.growth.Exponent;
import dev.parallax.comparator.growth.Growth;
import dev.parallax.comparator.growth.LegGrowth;
import dev.parallax.comparator.growth.Prediction;
import dev.parallax.comparator.verdict.Gates.GrowthGate;
import dev.parallax.proto.RunRequested;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GrowthRuleTest {

  private static final Exponent ONE = new Exponent(1, 0.9, 1.1);

  @ParameterizedTest
  @CsvSource({
    "0.31, 11, FAIL",
    "0.30, 11, PASS",
    "0.31,  9, PASS",
    "-0.5, 11, PASS",
  })
  void failsWhatGrowsFasterWhereItMatters(
      double lowerBound, double slowerMillis, Decision decision) {
    Ruling ruling =
        rulings(growth(fit(lowerBound, slowerMillis), 9_000, 9_000), true, defaults()).getFirst();

    assertThat(ruling.decision()).isEqualTo(decision);
    assertThat(ruling.judged()).isTrue();
    assertThat(ruling.endpoint()).isEqualTo("GET /products");
    assertThat(ruling.statement())
        .contains("1.00 (95 %: 0.90 to 1.10) at the candidate", "300 pairs", "9.0 kB");
  }

  @ParameterizedTest
  @CsvSource({"false, PASS, NOT JUDGED", "true, INCONCLUSIVE, INCONCLUSIVE"})
  void saysWhereStagingLacksSize(boolean required, Decision decision, String word) {
    GrowthGate gate = new GrowthGate(0.3, Duration.ofMillis(10), required);

    Ruling ruling = rulings(growth(null, 10, 50_000), true, gate).getFirst();

    assertThat(ruling.decision()).isEqualTo(decision);
    assertThat(ruling.word()).isEqualTo(word);
    assertThat(ruling.statement())
        .isEqualTo(
            "not assessable: staging lacks size: largest seen 10 B in 300 pairs, production's p99"
                + " 50 kB");
  }

  @Test
  void saysNothingWhereAllSizesAreAlike() {
    assertThat(rulings(growth(null, 10, 12), true, defaults())).isEmpty();
  }

  /** What a build saves on each answer makes its line steeper, too. */
  @Test
  void failsNothingThatIsNotSlowerWhereAnswersAreLarge() {
    Growth faster = growth(fit(0.9, 99, 1), 9_000, 9_000);

    assertThat(rulings(faster, true, defaults()).getFirst().decision()).isEqualTo(Decision.PASS);
  }

  @ParameterizedTest
  @CsvSource({"false, NOT JUDGED", "true, INCONCLUSIVE"})
  void judgesNothingOfARunThatWasSentLate(boolean required, String word) {
    GrowthGate gate = new GrowthGate(0.3, Duration.ofMillis(10), required);

    assertThat(rulings(growth(fit(0.9, 99), 9_000, 9_000), false, gate))
        .extracting(Ruling::word)
        .containsExactly(word);
  }

  private static GrowthGate defaults() {
    return GrowthGate.defaults();
  }

  private static List<Ruling> rulings(Growth growth, boolean fit, GrowthGate gate) {
    Fidelity.SendError error = new Fidelity.SendError(0, fit ? 0 : 99_000_000, 99_000_000);
    Fidelity none = Fidelity.none();
    Fidelity fidelity =
        new Fidelity(
            300, error, 5_000_000, 0, 0, 0, none.sessions(), none.wholeSessions(), none.copies());
    return new GrowthRule(gate)
        .rulings(
            new Evidence(
                new RunState(
                    RunRequested.newBuilder().setControl("http://127.0.0.1:1").build(),
                    true,
                    "",
                    false,
                    0,
                    ""),
                new Funnel(300, 300, 300, 300, 300, 300, new TreeMap<>()),
                JudgeTest.coverage(0, 1),
                List.of(),
                List.of(),
                List.of(),
                List.of(growth),
                fidelity));
  }

  private static Growth growth(Growth.@Nullable Fit fit, long largest, long production) {
    return new Growth("GET /products", 300, 1, largest, production, fit, List.of());
  }

  private static Growth.Fit fit(double lowerBound, double slowerMillis) {
    return fit(lowerBound, slowerMillis, 1.01);
  }

  private static Growth.Fit fit(double lowerBound, double slowerMillis, double slowerWhereLarge) {
    Curve curve = new Curve(false, 1, 1);
    return new Growth.Fit(
        new LegGrowth(new Exponent(0, 0, 0), curve, new Prediction(5e6, 4e6, 6e6)),
        new LegGrowth(ONE, curve, new Prediction(5e6 + slowerMillis * 1e6, 5e6, 9e9)),
        ONE,
        lowerBound,
        slowerWhereLarge);
  }
}
