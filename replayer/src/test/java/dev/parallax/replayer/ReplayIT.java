package dev.parallax.replayer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.parallax.proto.Deployment;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.proto.Skip.Reason;
import dev.parallax.proto.TemplateSet;
import dev.parallax.replayer.plan.Speed;
import dev.parallax.replayer.runlog.Progress;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.safety.ReplayRefused;
import dev.parallax.replayer.safety.TargetDown;
import dev.parallax.replayer.safety.Targets;
import dev.parallax.replayer.send.Limits;
import dev.parallax.replayer.source.ReplaySource;
import dev.parallax.replayer.wire.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole runs against real sockets. */
@Timeout(60)
final class ReplayIT {

  private final WireMockServer candidate = new WireMockServer(options().dynamicPort());
  private final WireMockServer control = new WireMockServer(options().dynamicPort());
  private final KeptLog log = new KeptLog();
  private final List<Progress> progress = new ArrayList<>();

  @BeforeEach
  void start() {
    for (WireMockServer leg : List.of(candidate, control)) {
      leg.start();
      leg.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200).withBody("{}")));
    }
  }

  @AfterEach
  void stop() {
    candidate.stop();
    control.stop();
  }

  @Test
  void sendsExamplesInRoundsToBothLegs() throws Exception {
    RunFinished finished = run(Runs.examples(3, uri(candidate), uri(control)), exchanges(5));

    assertThat(finished.getExchanges()).isEqualTo(5);
    assertThat(finished.getOutcomes()).isEqualTo(30);
    assertThat(finished.getEndedEarlyBecause()).isEmpty();
    assertThat(log.outcomes())
        .extracting(o -> o.getExchange().getId() + " " + o.getLeg() + " " + o.getAttempt())
        .hasSize(30)
        .doesNotHaveDuplicates();
    candidate.verify(15, getRequestedFor(anyUrl()));
    control.verify(15, getRequestedFor(anyUrl()));
    assertEachExchangeStandsBesideItsOutcomes(6);
  }

  @Test
  void sendsStatisticsTwiceToTheControl() throws Exception {
    run(Runs.statistics(uri(candidate), uri(control)), exchanges(50));

    assertThat(log.outcomes()).filteredOn(o -> o.getLeg() == Leg.CANDIDATE).hasSize(50);
    assertThat(log.outcomes())
        .filteredOn(o -> o.getLeg() == Leg.CONTROL && o.getAttempt() == 2)
        .hasSize(50);
    control.verify(100, getRequestedFor(anyUrl()));
    assertEachExchangeStandsBesideItsOutcomes(3);
  }

  @Test
  void sendsTheRequestWithTheRunsNameBelowTheBasePath() throws Exception {
    URI base = URI.create(uri(candidate) + "/base/");

    run(Runs.examples(1, base, null), List.of(Recorded.get("a", "/users/1?a=b")));

    candidate.verify(
        1,
        getRequestedFor(urlEqualTo("/base/users/1?a=b"))
            .withHeader("x-parallax-run", equalTo("run-1"))
            .withHeader("Host", equalTo("localhost:" + candidate.port()))
            .withHeader("Accept", equalTo("application/json")));
  }

  @Test
  void skipsWritesUnlessTheyAreAskedFor() throws Exception {
    Exchange post =
        Recorded.exchange("w", "s", 0, 1, Recorded.request("POST", "/orders", "{\"a\":1}"));

    run(Runs.examples(3, uri(candidate), uri(control)), List.of(post));

    assertThat(log.outcomes())
        .hasSize(2)
        .allSatisfy(o -> assertThat(o.getSkip().getReason()).isEqualTo(Reason.UNSAFE_METHOD))
        .allSatisfy(o -> assertThat(o.getAttempt()).isEqualTo(1));
    assertThat(candidate.getAllServeEvents()).isEmpty();
    assertThat(control.getAllServeEvents()).isEmpty();
  }

  @Test
  void sendsAWriteThatIsAskedForOnceToEachLeg() throws Exception {
    Exchange post =
        Recorded.exchange("w", "s", 0, 1, Recorded.request("POST", "/orders", "{\"a\":1}"));

    run(
        Runs.settings(
            Judging.EXAMPLES, 3, Targets.of(uri(candidate), uri(control)), Set.of("POST /orders")),
        List.of(post, Recorded.get("a", "/a")));

    assertThat(log.outcomes()).hasSize(2 + 6);
    for (WireMockServer leg : List.of(candidate, control)) {
      leg.verify(
          1,
          postRequestedFor(urlEqualTo("/orders"))
              .withRequestBody(equalTo("{\"a\":1}"))
              .withHeader("Content-Length", equalTo("7")));
    }
  }

  @Test
  void sendsNotOneByteToARefusedTarget() throws Exception {
    try (ServerSocket production = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String authority = "localhost:" + production.getLocalPort();
      Exchange served = Recorded.get("a", "/").toBuilder().setAuthority(authority).build();
      Targets targets =
          new Targets(
              URI.create("http://127.0.0.1:" + production.getLocalPort()),
              null,
              Set.of(authority),
              Duration.ZERO,
              Wire.usual());

      assertThatThrownBy(
              () -> run(Runs.settings(Judging.EXAMPLES, 1, targets, Set.of()), List.of(served)))
          .isInstanceOf(ReplayRefused.class)
          .hasMessageContaining("production served it");

      production.setSoTimeout(1);
      assertThatThrownBy(production::accept).isInstanceOf(java.net.SocketTimeoutException.class);
    }
    assertThat(log.events()).isEmpty();
  }

  @Test
  void warnsThatALegIsProductionItself() throws Exception {
    List<String> warnings = new ArrayList<>();

    Runs.replay(
        Runs.examples(1, uri(candidate), uri(control)),
        RecordedEvents.of(forwardedTo(control)),
        Runs.sanitiser(),
        log,
        Runs.warned(warnings));

    assertThat(warnings)
        .containsExactly(
            "control "
                + uri(control)
                + " is the server that the recorded proxy forwarded to: production itself");
    assertThat(log.outcomes()).hasSize(2);
  }

  @Test
  void refusesToWriteToProductionBehindTheProxy() {
    ReplaySettings writing =
        Runs.settings(
            Judging.EXAMPLES, 1, Targets.of(uri(candidate), uri(control)), Set.of("POST"));

    assertThatThrownBy(() -> run(writing, List.of(forwardedTo(control))))
        .isInstanceOf(ReplayRefused.class)
        .hasMessageContaining("writes would reach production");
    assertThat(candidate.getAllServeEvents()).isEmpty();
    assertThat(log.events()).isEmpty();
  }

  @Test
  void saysThatATargetIsDown() throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }

    assertThatThrownBy(
            () ->
                run(
                    Runs.examples(1, uri(candidate), URI.create("http://localhost:" + port)),
                    exchanges(1)))
        .isInstanceOf(TargetDown.class)
        .hasMessageStartingWith("control http://localhost:" + port + ": no connection")
        .hasMessageEndingWith("start it, or give it time with --wait-for 60s");
    assertThat(candidate.getAllServeEvents()).isEmpty();
  }

  @Test
  void waitsForATargetToComeUp() throws Exception {
    int port = control.port();
    control.stop();
    WireMockServer later = new WireMockServer(options().port(port));
    Targets targets =
        new Targets(
            uri(candidate),
            URI.create("http://localhost:" + port),
            Set.of(),
            Duration.ofSeconds(30),
            Wire.usual());
    Thread starting = Thread.ofPlatform().start(later::start);
    try {
      run(Runs.settings(Judging.EXAMPLES, 1, targets, Set.of()), exchanges(1));
    } finally {
      starting.join();
      later.stop();
    }
    assertThat(log.outcomes()).hasSize(2);
  }

  @Test
  void writesTheRunsEventsAndTheRecordingsAccounts() throws Exception {
    RecordedEvents source =
        RecordedEvents.of(exchanges(2))
            .add(
                Event.newBuilder()
                    .setLedger(LedgerEntry.newBuilder().setId("l").setToNanos(1))
                    .build())
            .add(Event.newBuilder().setTemplates(TemplateSet.newBuilder().setVersion(1)).build())
            .add(Event.newBuilder().setOutcome(Outcome.newBuilder().setRunId("older")).build());

    Runs.replay(
        Runs.examples(1, uri(candidate), null), source, Runs.sanitiser(), log, progress::add);

    assertThat(log.events().stream().map(ReplayIT::kind))
        .containsExactly(
            "REQUESTED",
            "LEDGER",
            "TEMPLATES",
            "STARTED",
            "EXCHANGE",
            "OUTCOME",
            "EXCHANGE",
            "OUTCOME",
            "FINISHED");
    assertThat(log.isFlushed()).isTrue();
    assertThat(log.events().getFirst().getRun().getRequested().getServedAuthoritiesList())
        .containsExactly("shop.example");
    assertThat(progress.getLast().done()).isEqualTo(progress.getLast().planned()).isEqualTo(2);
  }

  @Test
  void leavesOutWhatIsRecordedMeanwhile() throws Exception {
    List<Exchange> recorded = new ArrayList<>();
    ReplaySource growing =
        () -> {
          recorded.add(Recorded.get("e" + recorded.size(), "/"));
          return RecordedEvents.of(recorded).open();
        };

    RunFinished finished =
        Runs.replay(
            Runs.examples(3, uri(candidate), null), growing, Runs.sanitiser(), log, progress::add);

    assertThat(finished.getExchanges()).isEqualTo(1);
    assertThat(finished.getOutcomes()).isEqualTo(3);
    assertThat(progress.getLast().done()).isEqualTo(progress.getLast().planned());
  }

  @Test
  void finishesAnEmptyWindow() throws Exception {
    RunFinished finished = run(Runs.examples(3, uri(candidate), null), List.of());

    assertThat(finished).isEqualTo(RunFinished.getDefaultInstance());
    assertThat(log.events().stream().map(ReplayIT::kind))
        .containsExactly("REQUESTED", "STARTED", "FINISHED");
  }

  @Test
  void keepsTheOrderOfASession() throws Exception {
    List<Exchange> session =
        IntStream.range(0, 30)
            .mapToObj(i -> Recorded.exchange("e" + i, "s", 10L * i, 5, request("/" + i)))
            .toList();

    run(Runs.statistics(uri(candidate), uri(control)), session);

    List<Outcome> bySending =
        log.outcomes().stream()
            .sorted(java.util.Comparator.comparingLong(Outcome::getSentAtNanos))
            .toList();
    for (int i = 0; i < bySending.size(); i++) {
      assertThat(bySending.get(i).getExchange().getId()).isEqualTo("e" + i / 3);
    }
    assertThat(log.outcomes())
        .allSatisfy(
            o -> assertThat(o.getSentAtNanos()).isGreaterThanOrEqualTo(o.getIntendedAtNanos()));
  }

  @Test
  void intendsWhatTheRecordingIntended() throws Exception {
    List<Exchange> exchanges =
        IntStream.range(0, 10)
            .mapToObj(i -> Recorded.exchange("e" + i, "s" + i, 40L * i, 5, request("/")))
            .toList();
    ReplaySettings settings = Runs.statistics(uri(candidate), null);

    run(Runs.paced(settings, Speed.parse("4x"), settings.limits()), exchanges);

    List<Outcome> outcomes = log.outcomes();
    long first =
        outcomes.stream()
            .filter(o -> o.getExchange().getId().equals("e0"))
            .findFirst()
            .orElseThrow()
            .getIntendedAtNanos();
    for (Outcome outcome : outcomes) {
      int i = Integer.parseInt(outcome.getExchange().getId().substring(1));
      assertThat(outcome.getIntendedAtNanos() - first).isEqualTo(i * 10_000_000L);
      assertThat(outcome.getSentAtNanos()).isGreaterThanOrEqualTo(outcome.getIntendedAtNanos());
    }
  }

  @Test
  void beginsItsPaceWhenTheRecordingIsRead() throws Exception {
    ReplaySettings settings = Runs.statistics(uri(candidate), null);

    run(Runs.paced(settings, new Speed.Times(1), settings.limits()), exchanges(3));

    long startedAtNanos =
        log.events().stream()
            .map(Event::getRun)
            .filter(RunEvent::hasStarted)
            .findFirst()
            .orElseThrow()
            .getAtNanos();
    assertThat(log.outcomes())
        .isNotEmpty()
        .allSatisfy(o -> assertThat(o.getIntendedAtNanos()).isGreaterThanOrEqualTo(startedAtNanos));
  }

  @Test
  void showsWaitingForRoomAsLag() throws Exception {
    candidate.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(100)));
    ReplaySettings settings = Runs.statistics(uri(candidate), null);
    Limits one = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(10), 1, 1024);

    run(Runs.paced(settings, new Speed.Times(1), one), exchanges(3));

    assertThat(log.outcomes())
        .extracting(o -> (o.getSentAtNanos() - o.getIntendedAtNanos()) / 100_000_000L)
        .anyMatch(lag -> lag >= 2);
  }

  @Test
  void intendsAtMaxWhenThereIsRoom() throws Exception {
    ReplaySettings settings = Runs.statistics(uri(candidate), null);
    Limits one = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(10), 1, 1024);

    run(Runs.paced(settings, new Speed.Max(), one), exchanges(20));

    long freeNanos = 0;
    for (Outcome outcome : log.outcomes()) {
      assertThat(outcome.getIntendedAtNanos()).isGreaterThanOrEqualTo(freeNanos);
      freeNanos = outcome.getSentAtNanos() + outcome.getTimings().getLastByteNanos();
    }
  }

  @Test
  void endsEarlyWhenInterrupted() throws Exception {
    candidate.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(20_000)));
    ReplaySettings settings = Runs.examples(2, uri(candidate), null);
    Limits patient = new Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), 4, 1024);
    AtomicReference<RunFinished> finished = new AtomicReference<>();
    CountDownLatch returned = new CountDownLatch(1);
    AtomicReference<Boolean> stillInterrupted = new AtomicReference<>();
    Thread running =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    finished.set(
                        run(Runs.paced(settings, new Speed.Max(), patient), exchanges(20)));
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  } finally {
                    stillInterrupted.set(Thread.currentThread().isInterrupted());
                    returned.countDown();
                  }
                });
    org.awaitility.Awaitility.await()
        .until(() -> log.events().stream().anyMatch(e -> kind(e).equals("STARTED")));

    running.interrupt();
    returned.await();

    assertThat(stillInterrupted.get()).isTrue();
    assertThat(finished.get().getEndedEarlyBecause()).isEqualTo("interrupted");
    assertThat(log.outcomes())
        .hasSize(40)
        .allSatisfy(o -> assertThat(o.getSkip().getReason()).isEqualTo(Reason.RUN_ENDED));
    assertEachExchangeStandsBesideItsOutcomes(2);
    assertThat(log.isFlushed()).isTrue();
  }

  @Test
  void failsWhenTheRunLogCannotBeWritten() {
    KeptLog full = new KeptLog(Event::hasOutcome);

    assertThatThrownBy(
            () ->
                Runs.replay(
                    Runs.examples(2, uri(candidate), null),
                    RecordedEvents.of(exchanges(200)),
                    Runs.sanitiser(),
                    full,
                    ProgressListener.none()))
        .isInstanceOf(IOException.class)
        .hasMessage("run log: disk full");
  }

  @Test
  void failsRatherThanHangsWhenTheListenerFails() {
    ProgressListener broken =
        told -> {
          throw new IllegalStateException("broken bar");
        };

    assertThatThrownBy(
            () ->
                Runs.replay(
                    Runs.examples(1, uri(candidate), null),
                    RecordedEvents.of(exchanges(1)),
                    Runs.sanitiser(),
                    log,
                    broken))
        .isInstanceOf(IOException.class)
        .hasMessage("run log: writing failed with java.lang.IllegalStateException")
        .hasRootCauseMessage("broken bar");
  }

  private void assertEachExchangeStandsBesideItsOutcomes(int outcomesEach) {
    List<Event> events =
        log.events().stream().filter(e -> e.hasExchange() || e.hasOutcome()).toList();
    assertThat(events.size() % (1 + outcomesEach)).isZero();
    for (int i = 0; i < events.size(); i++) {
      if (i % (1 + outcomesEach) == 0) {
        assertThat(events.get(i).hasExchange()).isTrue();
      } else {
        String exchange = events.get(i - i % (1 + outcomesEach)).getExchange().getId();
        assertThat(events.get(i).getOutcome().getExchange().getId()).isEqualTo(exchange);
      }
    }
  }

  private RunFinished run(ReplaySettings settings, List<Exchange> exchanges) throws Exception {
    return Runs.replay(
        settings, RecordedEvents.of(exchanges), Runs.sanitiser(), log, progress::add);
  }

  private static String kind(Event event) {
    return event.hasRun() ? event.getRun().getEventCase().name() : event.getEventCase().name();
  }

  private static URI uri(WireMockServer server) {
    return URI.create("http://localhost:" + server.port());
  }

  private static dev.parallax.proto.Request request(String target) {
    return Recorded.request("GET", target);
  }

  private static Exchange forwardedTo(WireMockServer upstream) {
    return Recorded.get("a", "/").toBuilder()
        .setDeployment(Deployment.newBuilder().setUpstream("127.0.0.1:" + upstream.port()))
        .build();
  }

  private static List<Exchange> exchanges(int count) {
    return IntStream.range(0, count).mapToObj(i -> Recorded.get("e" + i, "/" + i)).toList();
  }
}
