package dev.parallax.comparator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.comparator.Given;
import dev.parallax.comparator.RunInMemory;
import dev.parallax.comparator.Streams;
import dev.parallax.comparator.noise.Cause;
import dev.parallax.comparator.noise.Finding;
import dev.parallax.comparator.verdict.Decision;
import dev.parallax.comparator.verdict.Gates;
import dev.parallax.comparator.verdict.Ruling;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Response;
import dev.parallax.proto.RunRequested;
import dev.parallax.proto.RunRequested.Judging;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs of streams and of calls. */
class StreamReportsTest {

  @Test
  void passesPagesOfEventsThatEveryClientLeft() throws IOException {
    Report report = Reports.of(pages(Streams.events("1", "2")), Gates.defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.PASS);
    assertThat(report.funnel().exercised()).isEqualTo(10);
    assertThat(report.funnel().compared()).isEqualTo(10);
  }

  @Test
  void failsWhatDiffersInPagesOfEvents() throws IOException {
    Report report = Reports.of(pages(Streams.events("1", "zwei")), Gates.defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.FAIL);
  }

  @ParameterizedTest
  @CsvSource({
    "0, PASS",
    "1, PASS",
    "2, FAIL",
    "3, PASS",
    "4, FAIL",
    "5, PASS",
    "7, PASS",
    "8, PASS",
    "12, FAIL",
    "13, FAIL",
    "14, FAIL",
    "15, FAIL",
    "'', FAIL",
  })
  void holdsCallsThatTheServerBrokeForErrors(String status, Decision decision) throws IOException {
    Report report =
        Reports.of(
            run(Streams.grpc("0", "a"), Streams.grpc("0", "a"), Streams.grpc(status, "a")),
            errors(0.1));

    assertThat(report.verdict().rulings())
        .filteredOn(ruling -> ruling.gate().equals("errors"))
        .extracting(Ruling::decision)
        .containsExactly(decision);
  }

  @Test
  void holdsNothingForErrorsWhereProductionBroke() throws IOException {
    Response broken = Streams.grpc("14");
    Report report = Reports.of(run(broken, broken, broken), errors(0));

    assertThat(report.verdict().rulings())
        .filteredOn(ruling -> ruling.gate().equals("errors"))
        .extracting(Ruling::decision)
        .containsExactly(Decision.PASS);
  }

  /** HTTP has 200 for all of them, and of what failed no body is compared: nothing else tells. */
  @ParameterizedTest
  @CsvSource({"1", "3"})
  void failsByStatisticsWhatFailsAtTheCandidateOnly(int every) throws IOException {
    RunInMemory run = new RunInMemory(RunInMemory.statistics());
    for (int i = 0; i < 30; i++) {
      Exchange exchange = Given.exchange("e" + i, "/shop.Cart/Get", Streams.grpc("0", "a"));
      run.add(
          exchange,
          Given.answered(exchange, Leg.CONTROL, 1, Streams.grpc("0", "a")),
          Given.answered(exchange, Leg.CONTROL, 2, Streams.grpc("0", "a")),
          Given.answered(
              exchange, Leg.CANDIDATE, 1, Streams.grpc(i % every == 0 ? "14" : "0", "a")));
    }
    Report report = Reports.of(run.finished(), Gates.defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.FAIL);
    assertThat(report.findings())
        .extracting(Finding::location, Finding::cause, Finding::differing)
        .containsExactly(tuple("trailer grpc-status", Cause.REGRESSION, 30L / every));
  }

  @ParameterizedTest
  @CsvSource({
    "1, NOISE, in 3 of their 9 attempts",
    "2, NOISE, in 6 of their 9 attempts",
    "3, REGRESSION, in 3 of 3 attempts each",
  })
  void tellsCallsThatSometimesFailFromThoseThatAlwaysDo(int failing, Cause cause, String told)
      throws IOException {
    RunInMemory run = new RunInMemory(RunInMemory.examples());
    for (int i = 0; i < 3; i++) {
      Exchange exchange = Given.exchange("e" + i, "/shop.Cart/Get", Streams.grpc("0", "a"));
      List<Outcome> outcomes = new ArrayList<>();
      for (int attempt = 1; attempt <= 3; attempt++) {
        Response candidate = Streams.grpc(attempt <= failing ? "14" : "0", "a");
        outcomes.add(Given.answered(exchange, Leg.CONTROL, attempt, Streams.grpc("0", "a")));
        outcomes.add(Given.answered(exchange, Leg.CANDIDATE, attempt, candidate));
      }
      run.add(exchange, outcomes);
    }

    assertThat(Reports.of(run.finished(), Gates.defaults()).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.location()).isEqualTo("trailer grpc-status");
              assertThat(finding.cause()).isEqualTo(cause);
              assertThat(finding.statement()).contains(told);
            });
  }

  /** Equal as far as both go: which may be nowhere. */
  @ParameterizedTest
  @CsvSource({"STATISTICS, 0", "STATISTICS, 1", "EXAMPLES, 0", "EXAMPLES, 1"})
  void leavesOpenPagesThatStallAtBothLegs(Judging judging, int came) throws IOException {
    Response answer = came == 0 ? Streams.events() : Streams.events("1");
    RunInMemory run = new RunInMemory(requested(judging));
    for (int i = 0; i < 10; i++) {
      Exchange exchange = Given.exchange("e" + i, "/events", Streams.events("1", "2"));
      List<Outcome> outcomes = new ArrayList<>();
      for (Outcome outcome : attempts(judging, exchange, answer, answer)) {
        outcomes.add(outcome.toBuilder().setStalled(true).build());
      }
      run.add(Streams.left(exchange, Failure.Kind.CLIENT_ABORTED), outcomes);
    }
    Report report = Reports.of(run.finished(), Gates.defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.INCONCLUSIVE);
    assertThat(report.funnel().losses())
        .containsEntry("exercised: control 200, then too little in time, captured 200", 10L);
  }

  @Test
  void failsPagesThatStallWhereThereIsNoControl() throws IOException {
    RunInMemory run = new RunInMemory(RunInMemory.examples().clearControl().clearControlAttempts());
    Exchange exchange = Given.exchange("e", "/events", Streams.events("1", "2"));
    run.add(
        Streams.left(exchange, Failure.Kind.CLIENT_ABORTED),
        Given.answered(exchange, Leg.CANDIDATE, 1, Streams.events("1")).toBuilder()
            .setStalled(true)
            .build());

    assertThat(Reports.of(run.finished(), Gates.defaults()).verdict().decision())
        .isEqualTo(Decision.FAIL);
  }

  /** What was left may have been answered later; what was reset would not. */
  @ParameterizedTest
  @CsvSource({
    "STATISTICS, RESET, 1, REGRESSION",
    "EXAMPLES, RESET, 3, REGRESSION",
    "EXAMPLES, RESET, 1, REGRESSION",
    "STATISTICS, CLIENT_ABORTED, 1, ",
    "EXAMPLES, CLIENT_ABORTED, 3, ",
  })
  void tellsACandidateThatCrashesWhereTheControlWasLeft(
      Judging judging, Failure.Kind kind, int failing, @Nullable Cause cause) throws IOException {
    RunInMemory run = new RunInMemory(requested(judging));
    for (int i = 0; i < 10; i++) {
      Exchange exchange = abortedBeforeAnAnswer("e" + i);
      List<Outcome> outcomes = new ArrayList<>();
      for (Outcome attempt : attempts(judging, exchange, Streams.events(), Streams.events())) {
        boolean fails = attempt.getLeg() == Leg.CANDIDATE && attempt.getAttempt() <= failing;
        outcomes.add(
            Given.failed(
                exchange,
                attempt.getLeg(),
                attempt.getAttempt(),
                fails ? kind : Failure.Kind.CLIENT_ABORTED));
      }
      run.add(exchange, outcomes);
    }
    Report report = Reports.of(run.finished(), Gates.defaults());

    assertThat(report.verdict().decision())
        .isEqualTo(cause == null ? Decision.INCONCLUSIVE : Decision.FAIL);
    assertThat(report.findings())
        .extracting(Finding::location, Finding::cause)
        .isEqualTo(cause == null ? List.of() : List.of(tuple("outcome", cause)));
  }

  /** Whether the others would have crashed later is not known. */
  @Test
  void failsACandidateThatCrashesOrIsLeftWhereTheControlAnswers() throws IOException {
    Exchange exchange = abortedBeforeAnAnswer("e");
    RunInMemory run = new RunInMemory(RunInMemory.examples());
    run.add(
        exchange,
        Given.answered(exchange, Leg.CONTROL, 1, Streams.events("1")),
        Given.answered(exchange, Leg.CONTROL, 2, Streams.events("1")),
        Given.answered(exchange, Leg.CONTROL, 3, Streams.events("1")),
        Given.failed(exchange, Leg.CANDIDATE, 1, Failure.Kind.RESET),
        Given.failed(exchange, Leg.CANDIDATE, 2, Failure.Kind.RESET),
        Given.failed(exchange, Leg.CANDIDATE, 3, Failure.Kind.CLIENT_ABORTED));

    assertThat(Reports.of(run.finished(), Gates.defaults()).verdict().decision())
        .isEqualTo(Decision.FAIL);
  }

  private static Exchange abortedBeforeAnAnswer(String id) {
    return Given.exchange(id, "/events", Streams.events()).toBuilder()
        .clearResponse()
        .setFailure(Failure.newBuilder().setKind(Failure.Kind.CLIENT_ABORTED))
        .build();
  }

  private static RunRequested.Builder requested(Judging judging) {
    return judging == Judging.STATISTICS ? RunInMemory.statistics() : RunInMemory.examples();
  }

  private static List<Outcome> attempts(
      Judging judging, Exchange exchange, Response control, Response candidate) {
    RunRequested.Builder requested = requested(judging);
    List<Outcome> outcomes = new ArrayList<>();
    for (int attempt = 1; attempt <= requested.getControlAttempts(); attempt++) {
      outcomes.add(Given.answered(exchange, Leg.CONTROL, attempt, control));
    }
    for (int attempt = 1; attempt <= requested.getCandidateAttempts(); attempt++) {
      outcomes.add(Given.answered(exchange, Leg.CANDIDATE, attempt, candidate));
    }
    return outcomes;
  }

  private static Gates errors(double maxErrorShare) {
    Gates usual = Gates.defaults();
    return new Gates(
        usual.maxRegressions(),
        usual.minExercisedShare(),
        usual.minCompared(),
        maxErrorShare,
        usual.latency(),
        usual.growth(),
        usual.ignored());
  }

  private static RunInMemory pages(Response candidate) {
    RunInMemory run = new RunInMemory(RunInMemory.examples());
    for (int i = 0; i < 10; i++) {
      Exchange exchange = Given.exchange("e" + i, "/events", Streams.events("1", "2"));
      add(
          run,
          Streams.left(exchange, Failure.Kind.CLIENT_ABORTED),
          Streams.events("1", "2"),
          candidate);
    }
    return run.finished();
  }

  private static RunInMemory run(Response captured, Response control, Response candidate) {
    RunInMemory run = new RunInMemory(RunInMemory.examples());
    for (int i = 0; i < 10; i++) {
      add(run, Given.exchange("e" + i, "/shop.Cart/Get", captured), control, candidate);
    }
    return run.finished();
  }

  private static void add(
      RunInMemory run, Exchange exchange, Response control, Response candidate) {
    run.add(exchange, attempts(Judging.EXAMPLES, exchange, control, candidate));
  }
}
