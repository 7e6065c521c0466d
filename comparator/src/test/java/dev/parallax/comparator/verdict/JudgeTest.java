package dev.parallax.comparator.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.comparator.fidelity.Copies;
import dev.parallax.comparator.fidelity.Fidelity;
import dev.parallax.comparator.latency.EndpointLatency;
import dev.parallax.comparator.latency.LatencyTest;
import dev.parallax.comparator.latency.Ratio;
import dev.parallax.comparator.noise.Cause;
import dev.parallax.comparator.noise.Example;
import dev.parallax.comparator.noise.Finding;
import dev.parallax.comparator.verdict.Gates.GrowthGate;
import dev.parallax.comparator.verdict.Gates.LatencyGate;
import dev.parallax.proto.Divergence.Kind;
import dev.parallax.proto.RunRequested;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.recorder.sample.Estimate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {

  private static final Gates DEFAULTS = Gates.defaults();

  @ParameterizedTest
  @CsvSource({
    // regressions, allowed, sent, exercised, compared, decision
    "0, 0, 10, 10, 10, PASS",
    "1, 0, 10, 10, 10, FAIL",
    "1, 1, 10, 10, 10, PASS",
    "2, 1, 10, 10, 10, FAIL",
    "0, 0, 10,  5,  5, PASS",
    "0, 0, 10,  4,  4, INCONCLUSIVE",
    "1, 0, 10,  4,  4, FAIL",
    "0, 0, 10, 10,  0, INCONCLUSIVE",
    "0, 0,  0,  0,  0, INCONCLUSIVE",
  })
  void decides(
      int regressions, int allowed, long sent, long exercised, long compared, Decision decision) {
    var gates =
        new Gates(allowed, 0.5, 1, 1, LatencyGate.defaults(), GrowthGate.defaults(), List.of());
    Verdict verdict =
        new Judge(gates)
            .judge(
                evidence(
                    examples(),
                    funnel(sent, exercised, compared),
                    Collections.nCopies(regressions, finding(Cause.REGRESSION, "status", 1))));

    assertThat(verdict.decision()).isEqualTo(decision);
  }

  @ParameterizedTest
  @CsvSource({
    // cause, open, decision
    "SUSPECTED, true,  INCONCLUSIVE",
    "SUSPECTED, false, PASS",
    "NOISE,     false, PASS",
    "SKEW,      false, PASS",
    "ACCEPTED,  false, PASS",
  })
  void weighsFindings(Cause cause, boolean open, Decision decision) {
    Verdict verdict =
        new Judge(DEFAULTS)
            .judge(
                evidence(
                    examples(), funnel(10, 10, 10), List.of(finding(cause, "status", 9, open))));

    assertThat(verdict.decision()).isEqualTo(decision);
  }

  @ParameterizedTest
  @CsvSource({
    // lower bound, milliseconds slower, pairs, required, decision
    "1.04, 9,   500, false, PASS",
    "1.06, 9,   500, false, FAIL",
    "1.06, 0.5, 500, false, PASS",
    "1.06, 9,    99, false, PASS",
    "1.06, 9,    99, true,  INCONCLUSIVE",
    "1.51, 9,    20, false, INCONCLUSIVE",
    "1.49, 9,    20, false, PASS",
    "1.51, 0.5,  20, false, PASS",
  })
  void gatesLatency(
      double lowerBound, double slowerMillis, long pairs, boolean required, Decision decision) {
    var gate = new LatencyGate(1.05, Duration.ofMillis(1), 100, required);
    var latency =
        new EndpointLatency("GET /", null, null, null, new Ratio(1.2, lowerBound, 1.3, pairs));
    Evidence evidence =
        new Evidence(
            new RunState(examples(), true, "", false, 0, ""),
            funnel(10, 10, 10),
            coverage(0, 1),
            List.of(),
            List.of(),
            List.of(new LatencyTest(latency, pairs, lowerBound, (long) (slowerMillis * 1e6))),
            List.of(),
            Fidelity.none());

    Verdict verdict =
        new Judge(new Gates(0, 0.5, 1, 1, gate, GrowthGate.defaults(), List.of())).judge(evidence);

    assertThat(verdict.decision()).isEqualTo(decision);
    assertThat(verdict.rulings())
        .filteredOn(ruling -> ruling.gate().equals("latency"))
        .singleElement()
        .satisfies(
            ruling -> {
              assertThat(ruling.statement()).contains(Long.toString(pairs));
              boolean neutral = pairs < 100 && decision == Decision.PASS;
              assertThat(ruling.word()).isEqualTo(neutral ? "NOT JUDGED" : decision.name());
            });
  }

  /** What was measured is the replayer's time, too. */
  @ParameterizedTest
  @CsvSource({
    "5.0, 5, false, FAIL,         FAIL",
    "5.1, 5, false, PASS,         NOT JUDGED",
    "5.1, 5, true,  INCONCLUSIVE, INCONCLUSIVE",
    "8.0, 8, false, FAIL,         FAIL",
    "8.1, 8, false, PASS,         NOT JUDGED",
  })
  void judgesNoLatencyOfARunThatWasNotSentInTime(
      double p99Millis, long limitMillis, boolean required, Decision decision, String word) {
    var gate = new LatencyGate(1.05, Duration.ofMillis(1), 100, required);

    Verdict verdict = late(gate, p99Millis, limitMillis, 1.49, 9);

    assertThat(verdict.decision()).isEqualTo(decision);
    Ruling ruling = latencies(verdict).getFirst();
    assertThat(latencies(verdict)).hasSize(1);
    assertThat(ruling.word()).isEqualTo(word);
    if (p99Millis > limitMillis) {
      assertThat(ruling.statement())
          .isEqualTo(
              "not judged: sent %.1f ms off at p99 (at most %d.0 ms): response times tell of the"
                      .formatted(p99Millis, limitMillis)
                  + " replayer, too");
    }
  }

  /** A candidate can be so slow that the replayer has no place left to send in time from. */
  @ParameterizedTest
  @CsvSource({
    // lower bound, milliseconds slower, most allowed, decision
    "1.49, 9,   1.05, PASS",
    "1.51, 9,   1.05, INCONCLUSIVE",
    "1.51, 0.5, 1.05, PASS",
    "1.51, 9,   1.6,  PASS",
    "1.61, 9,   1.6,  INCONCLUSIVE",
  })
  void passesNoClearSlowdownOfARunThatWasNotSentInTime(
      double lowerBound, double slowerMillis, double maxRatio, Decision decision) {
    var gate = new LatencyGate(maxRatio, Duration.ofMillis(1), 100, false);

    Verdict verdict = late(gate, 90, 5, lowerBound, slowerMillis);

    assertThat(verdict.decision()).isEqualTo(decision);
    assertThat(latencies(verdict).getFirst()).returns("NOT JUDGED", Ruling::word);
    if (decision == Decision.INCONCLUSIVE) {
      assertThat(latencies(verdict))
          .last()
          .isEqualTo(
              new Ruling(
                  "latency",
                  "GET /",
                  Decision.INCONCLUSIVE,
                  "clearly slower: 2.000 (95 %: 1.900 to 2.100), medians +9.00 ms apart; but sent"
                      + " 90.0 ms off at p99 (at most 5.0 ms), as a slow candidate can cause:"
                      + " replay it at a lower rate",
                  List.of()));
    }
  }

  private static Verdict late(
      LatencyGate gate,
      double p99Millis,
      long limitMillis,
      double lowerBound,
      double slowerMillis) {
    var latency = new EndpointLatency("GET /", null, null, null, new Ratio(2, 1.9, 2.1, 500));
    var error = new Fidelity.SendError(0, (long) (p99Millis * 1e6), 90_000_000);
    Evidence evidence =
        new Evidence(
            new RunState(examples(), true, "", false, 0, ""),
            funnel(10, 10, 10),
            coverage(0, 1),
            List.of(),
            List.of(),
            List.of(new LatencyTest(latency, 500, lowerBound, (long) (slowerMillis * 1e6))),
            List.of(),
            new Fidelity(10, error, limitMillis * 1_000_000, 0, 1, 1, 1, 1, Copies.NONE));
    return new Judge(new Gates(0, 0.5, 1, 1, gate, GrowthGate.defaults(), List.of()))
        .judge(evidence);
  }

  private static List<Ruling> latencies(Verdict verdict) {
    return verdict.rulings().stream().filter(it -> it.gate().equals("latency")).toList();
  }

  /** Of a recording that holds all errors of production, and a hundredth of the rest. */
  @ParameterizedTest
  @CsvSource({"0.49, INCONCLUSIVE", "0.5, PASS"})
  void gatesTheShareOfTheTrafficThatWasExercised(double share, Decision decision) {
    var evidence =
        new Evidence(
            new RunState(examples(), true, "", false, 0, ""),
            funnel(100, 20, 20),
            new Coverage(
                100,
                0,
                7,
                0,
                new TreeMap<>(),
                new Traffic(share, 0, new Estimate(2_000, 1_500, 2_667))),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Fidelity.none());

    Verdict verdict = new Judge(DEFAULTS).judge(evidence);

    assertThat(verdict.decision()).isEqualTo(decision);
    assertThat(verdict.rulings())
        .anyMatch(
            ruling ->
                ruling
                    .statement()
                    .startsWith(
                        "20 of 100 exchanges sent were exercised (%.1f %% of the traffic that they"
                                .formatted(share * 100)
                            + " stand for; at least 50.0 %)"))
        .anyMatch(
            ruling ->
                ruling
                    .statement()
                    .equals(
                        "20 exchanges compared (at least 1), standing for some 2000 of the traffic"
                            + " (95 % interval 1500 to 2667)"));
  }

  @ParameterizedTest
  @CsvSource({"5, 0.05, PASS", "6, 0.05, FAIL", "100, 1, PASS"})
  void gatesErrors(long errors, double allowed, Decision decision) {
    var gates =
        new Gates(0, 0.5, 1, allowed, LatencyGate.defaults(), GrowthGate.defaults(), List.of());
    var evidence =
        new Evidence(
            new RunState(examples(), true, "", false, 0, ""),
            funnel(10, 10, 10),
            coverage(errors, 1),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Fidelity.none());

    assertThat(new Judge(gates).judge(evidence).decision()).isEqualTo(decision);
  }

  @ParameterizedTest
  @CsvSource({
    "true,  '',   0, '',             PASS",
    "false, '',   0, '',             INCONCLUSIVE",
    "true,  gone, 0, '',             INCONCLUSIVE",
    "true,  '',   1, '',             INCONCLUSIVE",
    "true,  '',   0, 3 events lost,  INCONCLUSIVE",
  })
  void wantsAWholeRun(
      boolean finished, String endedEarly, long stray, String damage, Decision decision) {
    var run = new RunState(examples(), finished, endedEarly, false, stray, damage);
    var evidence =
        new Evidence(
            run,
            funnel(10, 10, 10),
            coverage(0, 1),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Fidelity.none());

    assertThat(new Judge(DEFAULTS).judge(evidence).decision()).isEqualTo(decision);
  }

  @Test
  void passesNoRunOfADamagedRecording() {
    RunRequested requested = examples().toBuilder().setSourceDamage("3 events lost").build();

    Verdict verdict = new Judge(DEFAULTS).judge(evidence(requested, funnel(9, 9, 9), List.of()));

    assertThat(verdict.decision()).isEqualTo(Decision.INCONCLUSIVE);
    assertThat(verdict.rulings())
        .filteredOn(ruling -> ruling.decision() == Decision.INCONCLUSIVE)
        .singleElement()
        .satisfies(ruling -> assertThat(ruling.statement()).endsWith("read whole: 3 events lost"));
  }

  @Test
  void needsTwoAttemptsAtTheControlForStatistics() {
    RunRequested once =
        examples().toBuilder().setJudging(Judging.STATISTICS).setControlAttempts(1).build();

    Verdict verdict = new Judge(DEFAULTS).judge(evidence(once, funnel(100, 100, 100), List.of()));

    assertThat(verdict.decision()).isEqualTo(Decision.INCONCLUSIVE);
  }

  @ParameterizedTest
  @CsvSource({"1, INCONCLUSIVE", "6, INCONCLUSIVE", "7, PASS"})
  void needsSevenSessionsForStatistics(long sessions, Decision decision) {
    RunRequested requested =
        examples().toBuilder().setJudging(Judging.STATISTICS).setControlAttempts(2).build();
    var evidence =
        new Evidence(
            new RunState(requested, true, "", false, 0, ""),
            funnel(5000, 5000, 5000),
            new Coverage(100, 0, sessions, 0, new TreeMap<>(), traffic(0, 1, 5000)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Fidelity.none());

    Verdict verdict = new Judge(DEFAULTS).judge(evidence);

    assertThat(verdict.decision()).isEqualTo(decision);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "any",
      value = {
        "any,   header x-*,     any,   header x-id,        true",
        "any,   header x-*,     any,   header cache,       false",
        "any,   header vary,    any,   header vary/origin, true",
        "any,   header vary,    any,   header vary-by/a,   false",
        "GET /, body /a,        any,   body /a,            true",
        "GET /b,body /a,        any,   body /a,            false",
        "any,   body /a,        any,   body /a/b,          false",
        "any,   body /a,        any,   body /a/(json)/b,   true",
        "any,   body /a,        any,   body /a/(json),     true",
        "any,   body /a,        any,   body /ab/(json)/b,  false",
        "any,   body /*/price,  any,   body /items/*/price,true",
        "any,   *,              VALUE, body /a,            true",
        "any,   *,              TYPE,  body /a,            false",
      })
  void acceptsWhatIsIgnored(
      String endpoint, String pattern, String kind, String location, boolean accepted) {
    var ignored =
        new Ignored(endpoint == null ? "" : endpoint, pattern, kind == null ? "" : kind, "known");
    var gates =
        new Gates(0, 0.5, 1, 1, LatencyGate.defaults(), GrowthGate.defaults(), List.of(ignored));

    List<Finding> findings =
        new Acceptance(gates, List.of(), 0).apply(List.of(finding(Cause.REGRESSION, location, 1)));

    assertThat(findings.getFirst().cause()).isEqualTo(accepted ? Cause.ACCEPTED : Cause.REGRESSION);
  }

  @Test
  void namesAGateThatMakesNoSense() {
    assertThatThrownBy(
            () -> new Gates(0, 1.5, 1, 1, LatencyGate.defaults(), GrowthGate.defaults(), List.of()))
        .hasMessage("gates.minExercisedShare: 1.5 (expected: 0 to 1)");
    assertThatThrownBy(() -> new Ignored("", "status", "", " ")).hasMessageContaining("no reason");
  }

  @Test
  void digestsEqualGatesAlike() {
    var others = new Gates(1, 0.5, 1, 1, LatencyGate.defaults(), GrowthGate.defaults(), List.of());

    assertThat(DEFAULTS.digest()).isEqualTo(Gates.defaults().digest()).hasSize(64);
    assertThat(others.digest()).isNotEqualTo(DEFAULTS.digest());
  }

  private static RunRequested examples() {
    return RunRequested.newBuilder()
        .setControl("http://127.0.0.1:1")
        .setJudging(Judging.EXAMPLES)
        .setControlAttempts(3)
        .setCandidateAttempts(3)
        .build();
  }

  private static Evidence evidence(RunRequested requested, Funnel funnel, List<Finding> findings) {
    return new Evidence(
        new RunState(requested, true, "", false, 0, ""),
        funnel,
        coverage(0, funnel.sent() == 0 ? 0 : (double) funnel.exercised() / (double) funnel.sent()),
        List.of(),
        new ArrayList<>(findings),
        List.of(),
        List.of(),
        Fidelity.none());
  }

  static Coverage coverage(long errors, double exercisedShare) {
    return new Coverage(
        100, errors, 7, 0, new TreeMap<>(), traffic(errors / 100.0, exercisedShare, 100));
  }

  private static Traffic traffic(double errorShare, double exercisedShare, double compared) {
    return new Traffic(exercisedShare, errorShare, new Estimate(compared, compared, compared));
  }

  private static Funnel funnel(long sent, long exercised, long compared) {
    return new Funnel(sent, sent, sent, sent, exercised, compared, new TreeMap<>());
  }

  private static Finding finding(Cause cause, String location, long differing) {
    return finding(cause, location, differing, false);
  }

  private static Finding finding(Cause cause, String location, long differing, boolean open) {
    return new Finding(
        cause,
        "GET /",
        location,
        Kind.VALUE,
        differing,
        10,
        OptionalDouble.empty(),
        open,
        "differs",
        List.of(new Example("a", "GET /", "", "1", "2")));
  }
}
