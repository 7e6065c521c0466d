package dev.parallax.comparator.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.proto.AttemptSummary;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.ExchangeRef;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Leg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyFoldTest {

  @ParameterizedTest
  @CsvSource({
    "1, .5, 1",
    "2, .5, 1",
    "3, .5, 2",
    "100, .5, 50",
    "101, .5, 51",
    "100, .99, 99",
    "7, 1, 7"
  })
  void takesQuantilesByNearestRank(int count, double share, double expected) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> i + 1);

    assertThat(Quantiles.nearestRank(values, share)).isEqualTo(expected);
  }

  @Test
  void weightsQuantilesByWhatExchangesStandFor() {
    // Of 100 exchanges one is slow: it was kept for certain, of the others every tenth.
    var values = new ArrayList<Quantiles.Weighted>();
    for (int i = 1; i <= 9; i++) {
      values.add(new Quantiles.Weighted(i, 10));
    }
    values.add(new Quantiles.Weighted(10, 9));
    values.add(new Quantiles.Weighted(50, 0));
    values.add(new Quantiles.Weighted(1_000, 1));

    assertThat(Quantiles.nearestRank(values, 0.5)).isEqualTo(5);
    assertThat(Quantiles.nearestRank(values, 0.99)).isEqualTo(10);
    assertThat(Quantiles.nearestRank(values, 0.995)).isEqualTo(1_000);
    assertThat(Quantiles.nearestRank(values, 1)).isEqualTo(1_000);
  }

  @Test
  void tellsQuantilesOfTheTrafficAndNotOfTheRecording() {
    var fold = new LatencyFold();
    for (int i = 0; i < 100; i++) {
      fold.add(captured("ordinary-" + i, 100, 10_000_000), "GET /");
      fold.add(captured("slow-" + i, 1, 900_000_000), "GET /");
      fold.add(captured("context-" + i, 0, 800_000_000), "GET /");
    }

    LegLatency captured = Objects.requireNonNull(fold.tests().getFirst().latency().captured());
    assertThat(captured.count()).isEqualTo(300);
    assertThat(captured.p95Nanos()).isEqualTo(10_000_000);
  }

  private static Comparison captured(String id, double weight, long nanos) {
    return Comparison.newBuilder()
        .setExchange(ExchangeRef.newBuilder().setId(id))
        .setExercised(true)
        .setWeight(weight)
        .addAttempts(
            AttemptSummary.newBuilder()
                .setLeg(Leg.CAPTURED_LEG)
                .setStatus(200)
                .setLastByteNanos(nanos))
        .build();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 57})
  void findsEachWalshAverage(int size) {
    var random = new Random(size);
    double[] values = random.doubles(size).map(value -> 20 * (value - 0.5)).toArray();
    var listed = new ArrayList<Double>();
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        listed.add((values[i] + values[j]) / 2);
      }
    }
    Collections.sort(listed);
    var averages = new WalshAverages(values);

    assertThat(averages.count()).isEqualTo(listed.size());
    for (int k = 1; k <= listed.size(); k++) {
      assertThat(averages.kth(k)).isEqualTo(listed.get(k - 1));
    }
  }

  @Test
  void coversTheTrueRatioAsOftenAsItSays() {
    int covered = 0;
    for (int seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      double[] logs = new double[60];
      Arrays.setAll(logs, i -> Math.log(1.1) + 0.3 * random.nextGaussian());
      Ratio ratio = new PairedRatio(logs).ratio(60);
      covered += ratio.lower() <= 1.1 && 1.1 <= ratio.upper() ? 1 : 0;
    }
    assertThat(covered).isBetween(276, 297);
  }

  @Test
  void givesNoRatioBelowTwentyPairs() {
    assertThat(only(fold(1, 19, 1.5)).latency().ratio()).isNull();
    assertThat(only(fold(1, 20, 1.5)).latency().ratio()).isNotNull();
  }

  @Test
  void findsHowMuchSlowerTheCandidateIs() {
    LatencyTest test = only(fold(1, 400, 1.25));

    assertThat(Objects.requireNonNull(test.latency().ratio()).estimate())
        .isCloseTo(1.25, within(0.05));
    assertThat(test.lowerBound()).isGreaterThan(1.15);
    assertThat(test.slowerByNanos()).isPositive();
    assertThat(test.pairs()).isEqualTo(400);
    assertThat(Objects.requireNonNull(test.latency().ratio()).pairs()).isEqualTo(395);
  }

  @Test
  void hardlyEverCallsTheSameBuildSlower() {
    int slower = 0;
    for (int seed = 0; seed < 200; seed++) {
      slower += only(fold(seed, 100, 1)).lowerBound() > 1 ? 1 : 0;
    }
    assertThat(slower).isLessThanOrEqualTo(6);
  }

  @Test
  void pairsNoFailureWithAnAnswer() {
    var fold = new LatencyFold();
    fold.add(
        comparison("a", attempt(Leg.CONTROL, 200, 10), attempt(Leg.CANDIDATE, 500, 1)), "GET /");
    fold.add(
        comparison(
            "b",
            attempt(Leg.CONTROL, 200, 10),
            attempt(Leg.CANDIDATE, 0, 1).setFailure(Failure.newBuilder())),
        "GET /");

    assertThat(only(fold).pairs()).isZero();
    assertThat(Objects.requireNonNull(only(fold).latency().control()).count()).isEqualTo(2);
    assertThat(Objects.requireNonNull(only(fold).latency().candidate()).count()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "0, 14, 0", "0, 4, 0", "0, 5, 0", "13, 14, 1", "5, 14, 0"})
  void pairsNoCallThatFailedWithOneThatDidNot(String control, String candidate, long pairs) {
    var fold = new LatencyFold();
    fold.add(
        comparison(
            "a",
            attempt(Leg.CONTROL, 200, 10).setGrpcStatus(control),
            attempt(Leg.CANDIDATE, 200, 1).setGrpcStatus(candidate)),
        "GET /");

    assertThat(only(fold).pairs()).isEqualTo(pairs);
  }

  @Test
  void leavesWhatWasNotExercisedOut() {
    var fold = new LatencyFold();
    Comparison refused =
        comparison("a", attempt(Leg.CONTROL, 404, 1), attempt(Leg.CANDIDATE, 404, 2));
    fold.add(refused.toBuilder().setExercised(false).build(), "GET /");

    assertThat(fold.tests()).isEmpty();
  }

  @Test
  void mergesPartsToTheWhole() {
    List<Comparison> comparisons = comparisons(3, 300, 1.1);
    LatencyFold parts = foldOf(comparisons.subList(200, 300));
    parts.merge(foldOf(comparisons.subList(0, 200)));

    assertThat(parts.tests()).isEqualTo(foldOf(comparisons).tests());
  }

  private static LatencyFold fold(long seed, int exchanges, double ratio) {
    return foldOf(comparisons(seed, exchanges, ratio));
  }

  private static LatencyFold foldOf(List<Comparison> comparisons) {
    var fold = new LatencyFold();
    comparisons.forEach(comparison -> fold.add(comparison, "GET /"));
    return fold;
  }

  /** Log-normal times, most of whose spread is the request's own. */
  private static List<Comparison> comparisons(long seed, int exchanges, double ratio) {
    var random = new Random(seed);
    var comparisons = new ArrayList<Comparison>();
    for (int i = 0; i < exchanges; i++) {
      double request = 20e6 * Math.exp(0.5 * random.nextGaussian());
      comparisons.add(
          comparison(
              "exchange " + i,
              attempt(Leg.CONTROL, 200, request * Math.exp(0.2 * random.nextGaussian()))
                  .setSentAtNanos(i),
              attempt(Leg.CANDIDATE, 200, ratio * request * Math.exp(0.2 * random.nextGaussian()))
                  .setSentAtNanos(i)));
    }
    return comparisons;
  }

  private static Comparison comparison(String id, AttemptSummary.Builder... attempts) {
    Comparison.Builder comparison =
        Comparison.newBuilder().setExercised(true).setExchange(ExchangeRef.newBuilder().setId(id));
    List.of(attempts).forEach(comparison::addAttempts);
    return comparison.build();
  }

  private static AttemptSummary.Builder attempt(Leg leg, int status, double nanos) {
    return AttemptSummary.newBuilder()
        .setLeg(leg)
        .setAttempt(1)
        .setStatus(status)
        .setLastByteNanos((long) nanos);
  }

  private static LatencyTest only(LatencyFold fold) {
    assertThat(fold.tests()).hasSize(1);
    return fold.tests().getFirst();
  }
}
