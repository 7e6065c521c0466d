package dev.parallax.comparator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.comparator.Given;
import dev.parallax.comparator.RunInMemory;
import dev.parallax.comparator.fidelity.Copies;
import dev.parallax.comparator.noise.Cause;
import dev.parallax.comparator.noise.Finding;
import dev.parallax.comparator.verdict.Decision;
import dev.parallax.comparator.verdict.Gates;
import dev.parallax.comparator.verdict.Ruling;
import dev.parallax.comparator.verdict.Unexercised;
import dev.parallax.proto.Divergence.Kind;
import dev.parallax.proto.DivergenceAccepted;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Response;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.RunStarted;
import dev.parallax.proto.Sanitisation;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.proto.Skip;
import dev.parallax.proto.SuiteProvenance;
import dev.parallax.proto.Template;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportsTest {

  @Test
  void passesWhatAnswersTheSame() throws IOException {
    Report report = Reports.of(run(40, attempt -> price(5), attempt -> price(5)), defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.PASS);
    assertThat(report.findings()).isEmpty();
    assertThat(report.funnel().compared()).isEqualTo(40);
    assertThat(report.run().runId()).isEqualTo("run-1");
  }

  @Test
  void namesTheGatesThatItWasHeldAgainst() throws IOException {
    Report report = Reports.of(run(1, attempt -> price(5), attempt -> price(5)), defaults());

    assertThat(report.run().gatesDigest()).isEqualTo(defaults().digest());
  }

  @Test
  void namesTheDescriptorsThatItsMessagesWereReadWith(@TempDir Path folder) throws IOException {
    RunInMemory run = run(1, attempt -> price(5), attempt -> price(5));
    ReportWriter.write(Reports.of(run, defaults(), GrpcDescriptors.none(), "0a1b2c"), folder);

    assertThat(folder.resolve("report.json")).content().contains("\"grpcDescriptors\": \"0a1b2c\"");
    assertThat(folder.resolve("report.html")).content().contains("<dd>0a1b2c</dd>");
  }

  /** Each worker has its own; a run that was made without any has none to name. */
  @Test
  void namesTheDescriptorsThatItsAnswersWereSanitisedWith(@TempDir Path folder) throws IOException {
    RunInMemory without = run(1, attempt -> price(5), attempt -> price(5)).event(started(""));
    RunInMemory shared =
        run(1, attempt -> price(5), attempt -> price(5))
            .event(started("0b"))
            .event(started(""))
            .event(started("0a"))
            .event(started("0b"));

    Report report = Reports.of(shared, defaults());

    assertThat(report.run().sanitisedWith()).containsExactly("", "0a", "0b");
    assertThat(Reports.of(without, defaults()).run().sanitisedWith()).containsExactly("");
    ReportWriter.write(report, folder);
    assertThat(folder.resolve("report.json"))
        .content()
        .containsIgnoringWhitespaces("\"sanitisedWith\": [\"\", \"0a\", \"0b\"]");
    assertThat(folder.resolve("report.html")).content().contains("<dd>none, 0a, 0b</dd>");
    ReportWriter.write(Reports.of(without, defaults()), folder);
    assertThat(folder.resolve("report.json")).content().doesNotContain("sanitisedWith");
  }

  @Test
  void countsExchangesByModeAndPolicy() throws IOException {
    RunInMemory run = run(3, attempt -> price(5), attempt -> price(5));
    Exchange detect =
        Exchange.newBuilder()
            .setId("other")
            .setSanitisation(Sanitisation.newBuilder().setMode(Mode.DETECT).setPolicyDigest("0d"))
            .build();
    run.add(detect);

    assertThat(Reports.of(run, defaults()).run().recordedBy())
        .containsExactly(
            new RecordedBy(Mode.MODE_UNSPECIFIED, "", 3), new RecordedBy(Mode.DETECT, "0d", 1));
  }

  private static RunEvent.Builder started(String descriptors) {
    return RunEvent.newBuilder()
        .setStarted(RunStarted.newBuilder().setGrpcDescriptors(descriptors));
  }

  /** By what the run says of its targets. */
  @Test
  void takesLegsThatNameThemselvesForTheSame() throws IOException {
    Report report =
        Reports.of(
            run(
                40,
                attempt -> Given.json(200, "{\"self\":\"http://127.0.0.1:8082/a\"}"),
                attempt -> Given.json(200, "{\"self\":\"http://127.0.0.1:8081/a\"}")),
            defaults());

    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict().decision()).isEqualTo(Decision.PASS);
  }

  @Test
  void failsAFieldThatDiffersInEveryAttempt() throws IOException {
    Report report = Reports.of(run(40, attempt -> price(5), attempt -> price(6)), defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.FAIL);
    Finding finding = only(report, Cause.REGRESSION);
    assertThat(finding.endpoint()).isEqualTo("GET /products/{id}");
    assertThat(finding.location()).isEqualTo("body /price");
    assertThat(finding.kind()).isEqualTo(Kind.VALUE);
    assertThat(finding.differing()).isEqualTo(40);
    assertThat(finding.compared()).isEqualTo(40);
    assertThat(finding.examples()).hasSize(3);
    assertThat(finding.examples().getFirst().expected()).isEqualTo("5");
    assertThat(finding.examples().getFirst().actual()).isEqualTo("6");
    assertThat(finding.statement())
        .isEqualTo("differs in 40 of 40 exchanges, in 3 of 3 attempts each; the control never did");
  }

  /** Of each exchange one copy is answered, and one is not sent; of the last one it broke a leg. */
  @Test
  void countsCopiesAndComparesThemWithNothing(@TempDir Path folder) throws IOException {
    var run = new RunInMemory(RunInMemory.examples().setAmplify(3));
    for (int i = 0; i < 40; i++) {
      Exchange exchange = Given.exchange("e" + i, "/products/" + i, price(5));
      List<Outcome> outcomes = legs(exchange, _ -> price(5), _ -> price(5));
      Response control = i < 39 ? price(5) : Given.json(500, "{}");
      outcomes.add(0, copy(1, Given.answered(exchange, Leg.CANDIDATE, 1, price(7))));
      outcomes.add(copy(1, Given.answered(exchange, Leg.CONTROL, 1, control)));
      outcomes.add(copy(2, Given.skipped(exchange, Leg.CANDIDATE, 1, Skip.Reason.RUN_ENDED)));
      run.add(exchange, outcomes);
    }
    Report report = Reports.of(run.finished(), defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.PASS);
    assertThat(report.findings()).isEmpty();
    assertThat(report.funnel().compared()).isEqualTo(40);
    assertThat(report.fidelity().copies()).isEqualTo(new Copies(80, 40, 39));
    assertThat(report.fidelity().sessions()).isEqualTo(120);
    assertThat(report.fidelity().wholeSessions()).as("no times").isZero();
    ReportWriter.write(report, folder);
    assertThat(folder.resolve("report.html"))
        .content()
        .contains("40 of 80 sent, 39 answered as by production", "each session 3 times");
    assertThat(folder.resolve("report.json"))
        .content()
        .contains("\"amplify\": 3")
        .containsIgnoringWhitespaces(
            "\"copies\": {\"planned\": 80, \"sent\": 40, \"exercised\": 39}");
  }

  private static Outcome copy(int number, Outcome outcome) {
    return outcome.toBuilder()
        .setExchange(outcome.getExchange().toBuilder().setCopy(number))
        .build();
  }

  @Test
  void callsWhatVariesBetweenControlAttemptsNoise() throws IOException {
    Report report =
        Reports.of(run(40, attempt -> price(attempt), attempt -> price(10 + attempt)), defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.PASS);
    assertThat(only(report, Cause.NOISE).location()).isEqualTo("body /price");
  }

  @Test
  void failsANoisyFieldOnItsShape() throws IOException {
    Report report =
        Reports.of(
            run(
                40,
                attempt -> price(attempt),
                attempt -> Given.json(200, "{\"name\":\"cup\",\"price\":\"" + attempt + "\"}")),
            defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.FAIL);
    assertThat(only(report, Cause.REGRESSION).kind()).isEqualTo(Kind.TYPE);
    assertThat(ruling(report, "regressions").statement())
        .startsWith("body /price changed its type: differs in 40 of 40 exchanges, ")
        .endsWith(". 1 in the run, at most 0 allowed");
  }

  @Test
  void failsOnAStatusThatOneAttemptInThreeGives() throws IOException {
    Report report =
        Reports.of(
            run(1, attempt -> price(5), attempt -> attempt == 2 ? Given.json(500, "{}") : price(5)),
            defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.FAIL);
    assertThat(only(report, Cause.REGRESSION).statement())
        .contains("in 1 of their 3 attempts", "the control never did");
  }

  @Test
  void leavesAFieldThatDifferedOnceUnconfirmed() throws IOException {
    Report report =
        Reports.of(
            run(1, attempt -> price(5), attempt -> attempt == 2 ? price(6) : price(5)), defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.PASS);
    assertThat(only(report, Cause.NOISE).statement()).contains("unconfirmed");
  }

  @Test
  void failsAFieldThatIsIntermittentBeyondChance() throws IOException {
    Report report =
        Reports.of(
            run(40, attempt -> price(5), attempt -> attempt == 2 ? price(6) : price(5)),
            defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.FAIL);
    assertThat(only(report, Cause.REGRESSION).pValue()).isPresent();
  }

  @Test
  void countsATimeoutAsAnOutcome() throws IOException {
    var run = new RunInMemory(RunInMemory.examples());
    Exchange exchange = Given.exchange("a", "/products/1", price(5));
    var outcomes = new ArrayList<Outcome>();
    for (int attempt = 1; attempt <= 3; attempt++) {
      outcomes.add(Given.answered(exchange, Leg.CONTROL, attempt, price(5)));
      outcomes.add(Given.failed(exchange, Leg.CANDIDATE, attempt, Failure.Kind.RESPONSE_TIMEOUT));
    }
    Report report = Reports.of(run.add(exchange, outcomes).finished(), defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.FAIL);
    assertThat(only(report, Cause.REGRESSION).location()).isEqualTo("outcome");
  }

  @Test
  void isInconclusiveWhereStagingKnowsNothing() throws IOException {
    var run = new RunInMemory(RunInMemory.examples());
    for (int i = 0; i < 10; i++) {
      Exchange exchange = Given.exchange("e" + i, "/products/" + i, price(5));
      run.add(exchange, legs(exchange, a -> Given.json(404, "{}"), a -> Given.json(404, "{}")));
    }
    Report report = Reports.of(run.finished(), defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.INCONCLUSIVE);
    assertThat(ruling(report, "exercised").statement())
        .contains("0 of 10", "control 404, captured 200 (10)")
        .contains("GET /products/{id}, ", "send ids that staging has: --pool");
    assertThat(only(report, Cause.SKEW).location()).isEqualTo("status");
  }

  @Test
  void isInconclusiveWhereTheRunEndedEarly() throws IOException {
    RunInMemory run = unfinished(5, attempt -> price(5), attempt -> price(5));
    run.event(
        RunEvent.newBuilder()
            .setFinished(RunFinished.newBuilder().setEndedEarlyBecause("candidate gone")));

    Report report = Reports.of(run, defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.INCONCLUSIVE);
    assertThat(ruling(report, "run").statement()).contains("candidate gone");
    assertThat(report.run().endedEarlyBecause()).isEqualTo("candidate gone");
  }

  /** What differs is told all the same. */
  @Test
  void failsNothingWhereALegWasTakenForDead() throws IOException {
    RunInMemory whole = unfinished(5, attempt -> price(5), attempt -> price(6));
    RunInMemory dead = unfinished(5, attempt -> price(5), attempt -> price(6));
    whole.event(RunEvent.newBuilder().setFinished(RunFinished.newBuilder()));
    dead.event(
        RunEvent.newBuilder()
            .setFinished(
                RunFinished.newBuilder()
                    .setEndedEarlyBecause("candidate gone")
                    .setEndedBy(RunFinished.EndedBy.LEG_FAILED)));

    Report report = Reports.of(dead, defaults());

    assertThat(Reports.of(whole, defaults()).verdict().decision()).isEqualTo(Decision.FAIL);
    assertThat(report.verdict().decision()).isEqualTo(Decision.INCONCLUSIVE);
    assertThat(only(report, Cause.REGRESSION).location()).isEqualTo("body /price");
    assertThat(report.verdict().rulings())
        .filteredOn(ruling -> ruling.gate().equals("regressions"))
        .singleElement()
        .satisfies(
            ruling -> {
              assertThat(ruling.decision()).isEqualTo(Decision.INCONCLUSIVE);
              assertThat(ruling.statement()).contains("body /price").contains("while a leg fails");
            });
  }

  @Test
  void isInconclusiveWhereTheRunFileIsCutShort() throws IOException {
    Report report = Reports.of(unfinished(5, attempt -> price(5), attempt -> price(5)), defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.INCONCLUSIVE);
  }

  @Test
  void isInconclusiveOnNothing() throws IOException {
    Report report = Reports.of(new RunInMemory(RunInMemory.examples()).finished(), defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.INCONCLUSIVE);
    assertThat(report.funnel().seen()).isZero();
  }

  @Test
  void failsUnattributedWithoutAControl() throws IOException {
    var run = new RunInMemory(RunInMemory.examples().setControl("").setControlAttempts(0));
    for (int i = 0; i < 5; i++) {
      Exchange exchange = Given.exchange("e" + i, "/products/" + i, price(5));
      run.add(exchange, leg(exchange, Leg.CANDIDATE, 3, a -> price(6)));
    }
    Report report = Reports.of(run.finished(), defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.FAIL);
    assertThat(only(report, Cause.UNATTRIBUTED).location()).isEqualTo("body /price");
    assertThat(ruling(report, "unattributed").decision()).isEqualTo(Decision.FAIL);
  }

  @Test
  void callsWhatVariesAtALoneCandidateNoise() throws IOException {
    var run = new RunInMemory(RunInMemory.examples().setControl("").setControlAttempts(0));
    for (int i = 0; i < 5; i++) {
      Exchange exchange = Given.exchange("e" + i, "/products/" + i, price(5));
      run.add(exchange, leg(exchange, Leg.CANDIDATE, 3, a -> price(100 + a)));
    }
    Report report = Reports.of(run.finished(), defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.PASS);
    assertThat(only(report, Cause.NOISE).location()).isEqualTo("body /price");
  }

  @ParameterizedTest
  @CsvSource({
    // sessions, sessions in which the field is wrong, decision, gate
    "1,   1,  INCONCLUSIVE, repeats",
    "6,   6,  INCONCLUSIVE, repeats",
    "100, 1,  INCONCLUSIVE, evidence",
    "100, 6,  INCONCLUSIVE, evidence",
    "100, 40, FAIL,         regressions",
    "100, 0,  PASS,         repeats",
  })
  void passesNothingByStatisticsThatFewSessionsSaw(
      int sessions, int wrong, Decision decision, String gate) throws IOException {
    var run = new RunInMemory(RunInMemory.statistics());
    for (int i = 0; i < 2_000; i++) {
      int session = i % sessions;
      boolean differs = session < wrong && i / sessions % 20 < 9;
      Exchange exchange =
          Given.exchange("e" + i, "/products/" + i, price(5)).toBuilder()
              .setSession("session " + session)
              .build();
      var outcomes = new ArrayList<>(leg(exchange, Leg.CONTROL, 2, a -> price(5)));
      outcomes.addAll(leg(exchange, Leg.CANDIDATE, 1, a -> price(differs ? 6 : 5)));
      run.add(exchange, outcomes);
    }
    Report report = Reports.of(run.finished(), defaults());

    assertThat(report.verdict().decision()).isEqualTo(decision);
    assertThat(ruling(report, gate).decision()).isEqualTo(decision);
    assertThat(ruling(report, gate).statement())
        .contains(gate.equals("evidence") ? "more such" : "");
    if (sessions < 7) {
      assertThat(ruling(report, "repeats").statement())
          .contains(sessions + " of 7 sessions", "--judge examples");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0,  not in the recording that was replayed",
    "9, 0,  not in this run's window",
    "0, 10, left out by this run's filter",
    "9, 10, left out by this run's filter",
  })
  void namesWhyWhatWasCapturedIsNotInTheRun(long to, long leftOut, String reason)
      throws IOException {
    var run =
        new RunInMemory(
            RunInMemory.examples()
                .setToNanos(to)
                .setWhere(leftOut > 0 ? "response.status == 200" : "")
                .setLeftOut(leftOut));
    run.ledger(ledger(1, count(Fate.CAPTURED, 10)));

    assertThat(Reports.of(run.finished(), defaults()).funnel().losses())
        .containsOnly(Map.entry("captured: " + reason, 10L));
  }

  @Test
  void addsTheFunnelUp() throws IOException {
    var run = new RunInMemory(RunInMemory.examples());
    run.ledger(
        ledger(
            1,
            count(Fate.CAPTURED, 10),
            count(Fate.SAMPLED_OUT, 3),
            count(Fate.LOST_LOG_ERROR, 2)));
    run.ledger(
        ledger(
            1,
            count(Fate.CAPTURED, 10),
            count(Fate.SAMPLED_OUT, 3),
            count(Fate.LOST_LOG_ERROR, 2)));
    Exchange unsafe = Given.exchange("unsafe", "/products/1", price(5));
    run.add(unsafe, Given.skipped(unsafe, Leg.CANDIDATE, 1, Skip.Reason.UNSAFE_METHOD));
    Exchange tainted = Given.exchange("tainted", "/products/2", price(5));
    run.add(tainted, Given.skipped(tainted, Leg.CANDIDATE, 1, Skip.Reason.CONTAMINATED));
    Exchange absent = Given.exchange("absent", "/products/3", price(5));
    run.add(absent, legs(absent, a -> Given.json(404, "{}"), a -> Given.json(404, "{}")));
    Exchange halfway = Given.exchange("halfway", "/products/4", price(5));
    run.add(halfway, leg(halfway, Leg.CONTROL, 3, a -> price(5)));
    Exchange whole = Given.exchange("whole", "/products/5", price(5));
    run.add(whole, legs(whole, a -> price(5), a -> price(5)));
    run.add(whole, legs(whole, a -> price(5), a -> price(6)));

    var funnel = Reports.of(run.finished(), defaults()).funnel();

    assertThat(funnel.seen()).isEqualTo(15);
    assertThat(funnel.captured()).isEqualTo(5);
    assertThat(funnel.replayable()).isEqualTo(4);
    assertThat(funnel.sent()).isEqualTo(3);
    assertThat(funnel.exercised()).isEqualTo(2);
    assertThat(funnel.compared()).isEqualTo(1);
    assertThat(funnel.losses().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(funnel.seen() - funnel.compared());
    assertThat(funnel.losses())
        .containsEntry("captured: SAMPLED_OUT", 3L)
        .containsEntry("captured: LOST_LOG_ERROR", 2L)
        .containsEntry("captured: not in the recording that was replayed", 5L)
        .containsEntry("replayable: UNSAFE_METHOD", 1L)
        .containsEntry("sent: CONTAMINATED", 1L)
        .containsEntry("exercised: control 404, captured 200", 1L)
        .containsEntry("compared: no attempt at the candidate", 1L);
  }

  @Test
  void saysOfEachEndpointWhatWasNotExercisedThere() throws IOException {
    var run = new RunInMemory(RunInMemory.examples());
    for (int i = 0; i < 6; i++) {
      Exchange cart = Given.exchange("cart-" + i, "/cart", price(5));
      run.add(cart, legs(cart, a -> Given.json(401, "{}"), a -> Given.json(401, "{}")));
      Exchange page = Given.exchange("page-" + i, "/page", price(5));
      run.add(page, legs(page, a -> price(5), a -> price(5)));
    }
    Exchange once = Given.exchange("once", "/page", price(5));
    run.add(once, Given.skipped(once, Leg.CANDIDATE, 1, Skip.Reason.UNSAFE_METHOD));
    Report report = Reports.of(run.finished(), defaults());

    assertThat(report.unexercised())
        .extracting(Unexercised::endpoint, Unexercised::exchanges, Unexercised::of)
        .containsExactly(tuple("GET /cart", 6L, 6L), tuple("GET /page", 1L, 7L));
    assertThat(report.unexercised().get(1).whys().getFirst().cure()).contains("--writes");
    long missed = report.unexercised().stream().mapToLong(Unexercised::exchanges).sum();
    assertThat(missed).isEqualTo(report.funnel().captured() - report.funnel().exercised());
    assertThat(ruling(report, "exercised").statement())
        .endsWith(
            "; not exercised: GET /cart, control 401, captured 200 (6): send credentials that"
                + " staging knows: --auth-users");
  }

  @Test
  void saysWhereWhatWasReplayedIsFrom() throws IOException {
    var run =
        new RunInMemory(
            RunInMemory.examples()
                .setToNanos(9)
                .setService("shop")
                .setWhere("true")
                .setSuite(SuiteProvenance.newBuilder().setMadeBy("distill")));
    Exchange exchange =
        Given.exchange("e", "/products/1", price(5)).toBuilder()
            .setSanitisation(Sanitisation.newBuilder().setKeyEpoch("k1"))
            .build();
    run.add(exchange, legs(exchange, a -> price(5), a -> price(5)));
    run.templates(lamps("one", 1, "/lamps/ab"));

    SuiteProvenance told = Reports.of(run.finished(), defaults()).run().replayed();

    assertThat(told.getMadeBy()).isEqualTo("replay");
    assertThat(told.getSourcesList()).containsExactly("suite.plx");
    assertThat(told.getFromNanos()).isEqualTo(Long.MIN_VALUE);
    assertThat(told.getToNanos()).isEqualTo(9);
    assertThat(told.getFiltersList()).containsExactly("service shop", "true");
    assertThat(told.getFunnelList())
        .extracting(SuiteProvenance.Step::getName)
        .containsExactly("seen", "captured", "replayable", "sent", "exercised", "compared");
    assertThat(told.getFunnelList())
        .extracting(SuiteProvenance.Step::getExchanges)
        .containsOnly(1L);
    assertThat(told.getKeyEpochsList()).containsExactly("k1");
    assertThat(told.getTemplates()).isEqualTo(1);
    assertThat(told.getOriginsList())
        .extracting(SuiteProvenance::getMadeBy)
        .containsExactly("distill");
  }

  @Test
  void judgesNoLatencyWhereItSentTooLate() throws IOException {
    var late = new RunInMemory(RunInMemory.examples());
    for (int i = 0; i < 10; i++) {
      Exchange exchange = Given.exchange("e" + i, "/products/" + i, price(5));
      late.add(
          exchange,
          legs(exchange, a -> price(5), a -> price(5)).stream()
              .map(sent -> sent.toBuilder().setIntendedAtNanos(sent.getSentAtNanos() - 90_000_000))
              .map(Outcome.Builder::build)
              .toList());
    }

    Report report = Reports.of(late.finished(), defaults());

    assertThat(report.fidelity().isFitForLatency()).isFalse();
    assertThat(ruling(report, "latency"))
        .returns("NOT JUDGED", Ruling::word)
        .returns("", Ruling::endpoint)
        .extracting(Ruling::statement)
        .asString()
        .startsWith("not judged: sent 90.0 ms off at p99 (at most ");
  }

  /** Five words are too few for a parameter to be found on read. */
  @Test
  void namesEndpointsAsTheRecordersFoundThem() throws IOException {
    var run = new RunInMemory(RunInMemory.examples());
    for (String word : new String[] {"ab", "cd", "ef", "gh", "ij"}) {
      Exchange exchange = Given.exchange(word, "/lamps/" + word, price(5));
      run.add(exchange, legs(exchange, a -> price(5), a -> price(6)));
    }
    run.finished();
    assertThat(endpoints(run)).hasSize(5);
    run.templates(lamps("one", 1, "/lamps/ab")).templates(lamps("two", 1, "/lamps/{name}"));
    assertThat(endpoints(run)).containsExactly("GET /lamps/{name}");
    run.templates(lamps("two", 2, "/lamps/{name}", "/lamps/ab"));
    assertThat(endpoints(run)).containsExactlyInAnyOrder("GET /lamps/ab", "GET /lamps/{name}");
  }

  private static Set<String> endpoints(RunInMemory run) throws IOException {
    return Reports.of(run, defaults()).findings().stream()
        .map(Finding::endpoint)
        .collect(Collectors.toSet());
  }

  private static TemplateSet lamps(String recorder, long version, String... patterns) {
    var set = TemplateSet.newBuilder().setRecorder(recorder).setVersion(version);
    for (String pattern : patterns) {
      set.addTemplates(
          Template.newBuilder().setMethod("GET").setAuthority("shop.example").setPattern(pattern));
    }
    return set.build();
  }

  @Test
  void reportsTheSameWhateverTheOrder() throws IOException {
    RunInMemory run = run(30, attempt -> price(5), attempt -> price(attempt == 1 ? 5 : 6));
    Report report = Reports.of(run, defaults());

    for (long seed = 0; seed < 5; seed++) {
      assertThat(Reports.of(run.shuffled(seed), defaults())).isEqualTo(report);
    }
  }

  @Test
  void acceptsWhatTheRunAcceptedUntilItExpires() throws IOException {
    long requestedAt = Given.EPOCH_NANOS + Given.DAY_NANOS;
    var accepted =
        DivergenceAccepted.newBuilder().setLocation("body /price").setReason("new prices");

    Report current =
        Reports.of(
            run(5, a -> price(5), a -> price(6))
                .event(
                    RunEvent.newBuilder().setAccepted(accepted.setExpiresAtNanos(requestedAt + 1))),
            defaults());
    Report expired =
        Reports.of(
            run(5, a -> price(5), a -> price(6))
                .event(RunEvent.newBuilder().setAccepted(accepted.setExpiresAtNanos(requestedAt))),
            defaults());

    assertThat(current.verdict().decision()).isEqualTo(Decision.PASS);
    assertThat(only(current, Cause.ACCEPTED).statement()).endsWith("accepted: new prices");
    assertThat(expired.verdict().decision()).isEqualTo(Decision.FAIL);
  }

  @Test
  void reportsARunFileAsTheRunItHolds(@TempDir Path folder) throws IOException {
    RunInMemory run = run(10, attempt -> price(5), attempt -> price(6));
    Path file = folder.resolve("run.plx");
    run.writeTo(file);

    assertThat(Reports.of(RunSource.of(file), defaults())).isEqualTo(Reports.of(run, defaults()));
  }

  @Test
  void passesNoRunFileThatIsDamaged(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("run.plx");
    run(2_000, attempt -> price(5), attempt -> price(5)).writeTo(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    Report report = Reports.of(RunSource.of(file), defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.INCONCLUSIVE);
    assertThat(ruling(report, "run").statement()).startsWith("the run could not be read whole: ");
  }

  /** One of its exchanges names a list that it does not have. */
  @Test
  void comparesAllOfARunAndPassesNoneThatHasADamagedEvent() throws IOException {
    RunInMemory run = unfinished(40, attempt -> price(5), attempt -> price(5));
    Exchange damaged =
        Given.exchange("damaged", "/products/99", price(5)).toBuilder()
            .setSanitisation(Given.DAMAGED)
            .build();
    run.add(damaged, legs(damaged, attempt -> price(5), attempt -> price(5)));

    Report report = Reports.of(run.finished(), defaults());

    assertThat(report.verdict().decision()).isEqualTo(Decision.INCONCLUSIVE);
    assertThat(report.funnel().compared()).isEqualTo(41);
    assertThat(ruling(report, "run").statement())
        .isEqualTo(
            "the run could not be read whole: 1 event is damaged where it says what was replaced");
  }

  @Test
  void saysThatAFileIsNoRunFile() {
    RunSource empty = RunInMemory::empty;

    assertThatThrownBy(() -> Reports.of(empty, defaults()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no run file");
  }

  private static Gates defaults() {
    return Gates.defaults();
  }

  private static Response price(int price) {
    return Given.json(200, "{\"name\":\"cup\",\"price\":" + price + "}");
  }

  private static RunInMemory run(
      int exchanges, IntFunction<Response> control, IntFunction<Response> candidate) {
    return unfinished(exchanges, control, candidate).finished();
  }

  private static RunInMemory unfinished(
      int exchanges, IntFunction<Response> control, IntFunction<Response> candidate) {
    var run = new RunInMemory(RunInMemory.examples());
    for (int i = 0; i < exchanges; i++) {
      Exchange exchange = Given.exchange("e" + i, "/products/" + i, control.apply(1));
      run.add(exchange, legs(exchange, control, candidate));
    }
    return run;
  }

  private static List<Outcome> legs(
      Exchange exchange, IntFunction<Response> control, IntFunction<Response> candidate) {
    var outcomes = new ArrayList<>(leg(exchange, Leg.CONTROL, 3, control));
    outcomes.addAll(leg(exchange, Leg.CANDIDATE, 3, candidate));
    return outcomes;
  }

  private static List<Outcome> leg(
      Exchange exchange, Leg leg, int attempts, IntFunction<Response> answer) {
    var outcomes = new ArrayList<Outcome>();
    for (int attempt = 1; attempt <= attempts; attempt++) {
      outcomes.add(Given.answered(exchange, leg, attempt, answer.apply(attempt)));
    }
    return outcomes;
  }

  private static LedgerEntry ledger(long sequence, LedgerEntry.Count... counts) {
    return LedgerEntry.newBuilder()
        .setRecorder("proxy-1")
        .setSequence(sequence)
        .addAllCounts(List.of(counts))
        .build();
  }

  private static LedgerEntry.Count count(Fate fate, long exchanges) {
    return LedgerEntry.Count.newBuilder().setFate(fate).setExchanges(exchanges).build();
  }

  private static Finding only(Report report, Cause cause) {
    List<Finding> findings =
        report.findings().stream().filter(finding -> finding.cause() == cause).toList();
    assertThat(findings).as("findings of %s in %s", cause, report.findings()).hasSize(1);
    return findings.getFirst();
  }

  private static Ruling ruling(Report report, String gate) {
    return report.verdict().rulings().stream()
        .filter(ruling -> ruling.gate().equals(gate))
        .findFirst()
        .orElseThrow();
  }
}
