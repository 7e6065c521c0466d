package dev.parallax.comparator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.comparator.Given;
import dev.parallax.comparator.RunInMemory;
import dev.parallax.comparator.Streams;
import dev.parallax.comparator.verdict.Decision;
import dev.parallax.comparator.verdict.Gates;
import dev.parallax.comparator.verdict.Ruling;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

  private static Gates errors(double maxErrorShare) {
    Gates usual = Gates.defaults();
    return new Gates(
        usual.maxRegressions(),
        usual.minExercisedShare(),
        usual.minCompared(),
        maxErrorShare,
        usual.latency(),
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
    List<Outcome> outcomes = new ArrayList<>();
    for (int attempt = 1; attempt <= 3; attempt++) {
      outcomes.add(Given.answered(exchange, Leg.CONTROL, attempt, control));
      outcomes.add(Given.answered(exchange, Leg.CANDIDATE, attempt, candidate));
    }
    run.add(exchange, outcomes);
  }
}
