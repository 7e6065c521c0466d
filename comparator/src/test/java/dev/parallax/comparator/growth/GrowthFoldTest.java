package dev.parallax.comparator.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.proto.AttemptSummary;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.ExchangeRef;
import dev.parallax.proto.Leg;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

final class GrowthFoldTest {

  private static final String ENDPOINT = "GET /products";

  /** Logarithms of times scatter so much. */
  private static final double NOISE = 0.5;

  private final Random random = new Random(7);

  @Test
  void findsTheExponentsOfBothLegs() {
    Growth growth =
        growth(comparisons(200, 100, 1_100, 50_000, GrowthFoldTest::flat, GrowthFoldTest::linear));

    Growth.Fit fit = Objects.requireNonNull(growth.fit());
    assertThat(fit.control().exponent().estimate()).isCloseTo(0, within(0.2));
    assertThat(fit.candidate().exponent().estimate()).isCloseTo(1, within(0.2));
    assertThat(fit.more().lower()).isLessThan(1).isGreaterThan(0.7);
    assertThat(fit.more().upper()).isGreaterThan(1).isLessThan(1.3);
    assertThat(fit.lowerBound()).isLessThan(fit.more().lower());
  }

  @Test
  void saysWhatProductionsSizesWillTake() {
    Growth growth =
        growth(comparisons(200, 100, 1_100, 50_000, GrowthFoldTest::flat, GrowthFoldTest::linear));

    Growth.Fit fit = Objects.requireNonNull(growth.fit());
    assertThat(growth.productionBytes()).isEqualTo(50_000);
    assertThat(fit.candidate().atProduction().nanos()).isBetween(300e6, 800e6);
    assertThat(fit.candidate().atProduction().lower()).isLessThan(500e6);
    assertThat(fit.candidate().atProduction().upper()).isGreaterThan(500e6);
    assertThat(fit.control().atProduction().upper()).isLessThan(250e6);
  }

  @Test
  void findsAnExponentMoreOverADecadeInNinetyFiveOfAHundred() {
    int found = 0;
    for (int i = 0; i < 100; i++) {
      Growth.Fit fit =
          growth(comparisons(200, 100, 1_100, 2_000, GrowthFoldTest::flat, GrowthFoldTest::linear))
              .fit();
      found += fit != null && fit.lowerBound() > 0.3 ? 1 : 0;
    }

    assertThat(found).isGreaterThanOrEqualTo(95);
  }

  @Test
  void takesEqualGrowthForNoneMore() {
    int alarms = 0;
    for (int i = 0; i < 100; i++) {
      Growth.Fit fit =
          growth(
                  comparisons(
                      200, 100, 1_100, 2_000, GrowthFoldTest::linear, GrowthFoldTest::linear))
              .fit();
      alarms += fit == null || fit.lowerBound() > 0 ? 1 : 0;
    }

    assertThat(alarms).isLessThanOrEqualTo(4);
  }

  /** A smaller fixed cost makes the line steeper, and the build faster at each size. */
  @Test
  void findsNoneSlowerThatSavesOnEachAnswer() {
    for (int i = 0; i < 20; i++) {
      Growth growth =
          growth(
              comparisons(
                  200,
                  1_000,
                  100_000,
                  5_000_000,
                  bytes -> 10e6 + 100 * bytes,
                  bytes -> 1e6 + 99 * bytes));

      Growth.Fit fit = Objects.requireNonNull(growth.fit());
      assertThat(fit.more().estimate()).isGreaterThan(0.3);
      assertThat(fit.slowerWhereLarge()).isLessThan(1);
      assertThat(fit.control().atProduction().nanos()).isBetween(250e6, 900e6);
    }
  }

  @Test
  void foreseesMoreWhereTimeGrowsFasterThanSize() {
    Growth growth =
        growth(comparisons(200, 100, 1_100, 10_000, GrowthFoldTest::flat, bytes -> bytes * bytes));

    Growth.Fit fit = Objects.requireNonNull(growth.fit());
    assertThat(fit.candidate().curve().power()).isTrue();
    assertThat(fit.candidate().atProduction().nanos()).isBetween(50e6, 200e6);
    assertThat(fit.slowerWhereLarge()).isLessThan(1);
  }

  @Test
  void looksAtSuccessesOnly() {
    GrowthFold fold = new GrowthFold();
    for (Comparison one :
        comparisons(200, 100, 10_000, 50_000, GrowthFoldTest::flat, GrowthFoldTest::linear)) {
      fold.add(withStatus(one, 404), ENDPOINT);
    }

    assertThat(fold.growths()).isEmpty();
  }

  @Test
  void knowsProductionsSizesThatStagingHasNot() {
    GrowthFold fold = new GrowthFold();
    comparisons(100, 100, 900, 500, GrowthFoldTest::flat, GrowthFoldTest::flat)
        .forEach(one -> fold.add(one, ENDPOINT));
    Comparison missing = comparison("large", 100, 40_000_000, 1e6, 1e6);
    for (int i = 0; i < 5; i++) {
      Comparison.Builder one = missing.toBuilder().setExercised(false);
      one.getExchangeBuilder().setId("large " + i);
      fold.add(one.build(), ENDPOINT);
    }

    assertThat(fold.growths().getFirst().productionBytes()).isEqualTo(40_000_000);
    assertThat(fold.growths().getFirst().lacksSize()).isTrue();
  }

  @Test
  void cantTellFromFewThings() {
    List<Comparison> few = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      long bytes = 100L * (1 + i % 19);
      few.add(comparison("e" + i, bytes, 5_000, 1e6, 1e6));
    }

    assertThat(growth(few).fit()).isNull();
  }

  @Test
  void cantTellFromLessThanADecade() {
    Growth growth =
        growth(comparisons(200, 100, 500, 50_000, GrowthFoldTest::flat, GrowthFoldTest::linear));

    assertThat(growth.fit()).isNull();
    assertThat(growth.lacksSize()).isTrue();
    assertThat(growth.largestBytes()).isLessThanOrEqualTo(500);
  }

  @Test
  void cantTellFromTwoSizes() {
    List<Comparison> few =
        comparisons(100, 100, 101, 5_000, GrowthFoldTest::flat, GrowthFoldTest::flat);
    few.addAll(
        renamed(comparisons(100, 5_000, 5_001, 5_000, GrowthFoldTest::flat, GrowthFoldTest::flat)));

    assertThat(growth(few).fit()).isNull();
  }

  @Test
  void cantTellFromFewPairs() {
    assertThat(
            growth(
                    comparisons(
                        49, 100, 10_000, 10_000, GrowthFoldTest::flat, GrowthFoldTest::linear))
                .fit())
        .isNull();
  }

  @Test
  void leavesOutWhatTellsNothing() {
    GrowthFold fold = new GrowthFold();
    Comparison one = comparison("a", 100, 100, 1e6, 1e6);
    fold.add(one.toBuilder().setExercised(false).build(), ENDPOINT);
    fold.add(one.toBuilder().setContaminated(true).build(), ENDPOINT);
    fold.add(comparison("b", 0, 100, 1e6, 1e6), ENDPOINT);

    assertThat(fold.growths().getFirst().pairs()).isZero();
  }

  @Test
  void mergesToTheFoldOfTheWhole() {
    List<Comparison> all =
        comparisons(1_000, 100, 10_000, 50_000, GrowthFoldTest::flat, GrowthFoldTest::linear);
    GrowthFold whole = new GrowthFold();
    all.forEach(one -> whole.add(one, ENDPOINT));
    Collections.shuffle(all, random);
    GrowthFold first = new GrowthFold();
    GrowthFold second = new GrowthFold();
    all.subList(0, 300).forEach(one -> first.add(one, ENDPOINT));
    all.subList(300, 1_000).forEach(one -> second.add(one, ENDPOINT));
    second.merge(first);

    assertThat(second.growths()).isEqualTo(whole.growths());
  }

  private static double flat(long bytes) {
    return 10e6;
  }

  private static double linear(long bytes) {
    return 10e3 * bytes;
  }

  private static Growth growth(List<Comparison> comparisons) {
    GrowthFold fold = new GrowthFold();
    comparisons.forEach(one -> fold.add(one, ENDPOINT));
    return fold.growths().getFirst();
  }

  /** Sizes even in their logarithm; production's are all alike. */
  private List<Comparison> comparisons(
      int count,
      long smallest,
      long largest,
      long production,
      LongToDoubleFunction control,
      LongToDoubleFunction candidate) {
    List<Comparison> comparisons = new ArrayList<>();
    double range = Math.log((double) largest / smallest);
    for (int i = 0; i < count; i++) {
      long bytes = Math.round(smallest * Math.exp(random.nextDouble() * range));
      comparisons.add(
          comparison(
              "e" + i,
              bytes,
              production,
              control.applyAsDouble(bytes) * Math.exp(NOISE * random.nextGaussian()),
              candidate.applyAsDouble(bytes) * Math.exp(NOISE * random.nextGaussian())));
    }
    return comparisons;
  }

  private static List<Comparison> renamed(List<Comparison> comparisons) {
    return comparisons.stream()
        .map(
            one -> {
              String id = "other " + one.getExchange().getId();
              return one.toBuilder().setExchange(one.getExchange().toBuilder().setId(id)).build();
            })
        .toList();
  }

  private static Comparison comparison(
      String id, long bytes, long production, double control, double candidate) {
    return Comparison.newBuilder()
        .setExchange(ExchangeRef.newBuilder().setId(id))
        .setExercised(true)
        .setWeight(1)
        .addAttempts(attempt(Leg.CAPTURED_LEG, production, 5e6))
        .addAttempts(attempt(Leg.CONTROL, bytes, control))
        .addAttempts(attempt(Leg.CANDIDATE, 7 * bytes, candidate))
        .build();
  }

  private static Comparison withStatus(Comparison comparison, int status) {
    Comparison.Builder other = comparison.toBuilder();
    other.getAttemptsBuilderList().forEach(attempt -> attempt.setStatus(status));
    return other.build();
  }

  private static AttemptSummary attempt(Leg leg, long bytes, double nanos) {
    return AttemptSummary.newBuilder()
        .setLeg(leg)
        .setAttempt(1)
        .setStatus(200)
        .setSentAtNanos(1)
        .setLastByteNanos(Math.round(nanos))
        .setBodyBytes(bytes)
        .build();
  }
}
