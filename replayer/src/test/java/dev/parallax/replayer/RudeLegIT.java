package dev.parallax.replayer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunFinished;
import dev.parallax.replayer.protect.BreakerRule;
import dev.parallax.replayer.protect.MaxRate;
import dev.parallax.replayer.protect.Protection;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.send.Limits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Timeouts, resets and crashes are outcomes: one for each attempt, and nothing hangs. */
@Timeout(60)
final class RudeLegIT {

  private static final RudeServer.Manners WELL =
      RudeServer.says("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");

  static Stream<Arguments> rudeness() {
    return Stream.of(
        Arguments.of("reset", RudeServer.RESET, Failure.Kind.RESET),
        Arguments.of("close", RudeServer.CLOSE, Failure.Kind.RESET),
        Arguments.of("hang", RudeServer.saysAndHangs(""), Failure.Kind.RESPONSE_TIMEOUT),
        Arguments.of(
            "hang in the body",
            RudeServer.saysAndHangs("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"),
            Failure.Kind.RESPONSE_TIMEOUT),
        Arguments.of(
            "garbage", RudeServer.says("SSH-2.0-OpenSSH_9\r\n\r\n"), Failure.Kind.MALFORMED),
        Arguments.of(
            "bad status", RudeServer.says("HTTP/1.1 abc OK\r\n\r\n"), Failure.Kind.MALFORMED),
        Arguments.of(
            "bad length",
            RudeServer.says("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"),
            Failure.Kind.MALFORMED),
        Arguments.of(
            "bad chunk",
            RudeServer.says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
            Failure.Kind.MALFORMED),
        Arguments.of(
            "cut body",
            RudeServer.says("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"),
            Failure.Kind.RESET),
        Arguments.of(
            "endless head",
            RudeServer.says("HTTP/1.1 200 OK\r\nX: " + "x".repeat(70_000) + "\r\n\r\n"),
            Failure.Kind.TOO_LARGE));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("rudeness")
  void isAnOutcome(String name, RudeServer.Manners manners, Failure.Kind kind) throws Exception {
    KeptLog log = new KeptLog();
    try (RudeServer server = new RudeServer(manners)) {
      ReplaySettings patient = Runs.examples(2, server.uri(), null);
      ReplaySettings settings =
          kind == Failure.Kind.RESPONSE_TIMEOUT ? Runs.impatient(patient) : patient;

      RunFinished finished = run(settings, log, exchanges(4));

      assertThat(finished.getOutcomes()).isEqualTo(8);
      assertThat(server.requests()).as("tried once for each attempt").isEqualTo(8);
    }
    assertThat(log.outcomes())
        .hasSize(8)
        .allSatisfy(outcome -> assertThat(outcome.getFailure().getKind()).isEqualTo(kind))
        .allSatisfy(outcome -> assertThat(outcome.getTimings().getLastByteNanos()).isPositive());
  }

  @Test
  void isAnOutcomeWhenTheLegDiesMidRun() throws Exception {
    AtomicReference<RudeServer> self = new AtomicReference<>();
    RudeServer.Manners dies =
        (socket, line) -> {
          self.get().close();
          RudeServer.RESET.answer(socket, line);
        };
    List<Exchange> session =
        IntStream.range(0, 3)
            .mapToObj(
                i -> Recorded.exchange("e" + i, "s", 10L * i, 5, Recorded.request("GET", "/")))
            .toList();
    KeptLog log = new KeptLog();
    try (RudeServer server = new RudeServer(dies)) {
      self.set(server);
      run(Runs.examples(1, server.uri(), null), log, session);
    }

    assertThat(log.outcomes())
        .extracting(outcome -> outcome.getFailure().getKind())
        .containsExactly(
            Failure.Kind.RESET, Failure.Kind.CONNECT_REFUSED, Failure.Kind.CONNECT_REFUSED);
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        Arguments.of("hangs", RudeServer.saysAndHangs(""), Failure.Kind.RESPONSE_TIMEOUT, false),
        Arguments.of(
            "answers garbage",
            RudeServer.says("SSH-2.0-OpenSSH_9\r\n\r\n"),
            Failure.Kind.MALFORMED,
            false),
        Arguments.of("resets", RudeServer.RESET, Failure.Kind.RESET, true));
  }

  /** In its middle, and with or without anybody who would end it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("ends")
  void hasItsOutcomesWhateverBecomesOfTheCandidate(
      String name, RudeServer.Manners end, Failure.Kind kind, boolean endsTheRun) throws Exception {
    for (BreakerRule breaker : List.of(BreakerRule.off(), new BreakerRule(90, 20))) {
      AtomicInteger asked = new AtomicInteger();
      RudeServer.Manners manners =
          (socket, line) -> (asked.incrementAndGet() > 40 ? end : WELL).answer(socket, line);
      KeptLog log = new KeptLog();
      RunFinished finished;
      try (RudeServer candidate = new RudeServer(manners);
          RudeServer control = new RudeServer(WELL)) {
        finished = run(protectedBy(breaker, candidate.uri(), control.uri()), log, exchanges(200));
      }

      boolean ended = endsTheRun && !breaker.isOff();
      assertThat(finished.getEndedBy())
          .isEqualTo(
              ended ? RunFinished.EndedBy.LEG_FAILED : RunFinished.EndedBy.ENDED_BY_UNSPECIFIED);
      assertThat(log.outcomes())
          .extracting(outcome -> outcome.getExchange().getId() + outcome.getLeg())
          .hasSize(400)
          .doesNotHaveDuplicates();
      assertThat(log.outcomes())
          .filteredOn(Outcome::hasFailure)
          .as("all planned, or at least nine tenths of the twenty that the breaker looks at")
          .hasSizeBetween(ended ? 18 : 160, 160)
          .allMatch(outcome -> outcome.getLeg() == Leg.CANDIDATE)
          .allMatch(outcome -> outcome.getFailure().getKind() == kind);
      assertThat(log.outcomes())
          .filteredOn(outcome -> outcome.getLeg() == Leg.CANDIDATE && outcome.hasResponse())
          .hasSize(40);
    }
  }

  private static ReplaySettings protectedBy(BreakerRule breaker, URI candidate, URI control) {
    ReplaySettings settings = Runs.examples(1, candidate, control);
    Duration soon = Duration.ofMillis(500);
    Protection protection = new Protection(MaxRate.none(), Duration.ofSeconds(1), breaker);
    return Runs.paced(settings, settings.speed(), new Limits(soon, soon, 16, 1024, protection));
  }

  /** The HTTP client logs what it can't parse, unless it is kept from it. */
  @Test
  void logsNothingOfWhatCame() throws Exception {
    ByteArrayOutputStream logged = new ByteArrayOutputStream();
    PrintStream stderr = System.err;
    System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    try (RudeServer server = new RudeServer(RudeServer.says("HTTP/1.1 s3cret OK\r\n\r\n"))) {
      run(Runs.examples(1, server.uri(), null), new KeptLog(), exchanges(1));
      LoggerFactory.getLogger(RudeLegIT.class).atWarn().log("the log is listened to");
    } finally {
      System.setErr(stderr);
    }

    assertThat(logged.toString(StandardCharsets.UTF_8))
        .contains("the log is listened to")
        .doesNotContain("s3cret");
  }

  @Test
  void ignoresWhatComesTooLate() throws Exception {
    CountDownLatch timedOut = new CountDownLatch(1);
    KeptLog log =
        new KeptLog(
            event -> {
              if (event.hasOutcome()) {
                timedOut.countDown();
              }
              return false;
            });
    try (RudeServer server =
        new RudeServer(
            (socket, line) -> {
              timedOut.await();
              RudeServer.says("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").answer(socket, line);
            })) {
      run(Runs.impatient(Runs.examples(1, server.uri(), null)), log, exchanges(2));
    }
    assertThat(log.outcomes()).hasSize(2);
    assertThat(log.outcomes().getFirst().getFailure().getKind())
        .isEqualTo(Failure.Kind.RESPONSE_TIMEOUT);
  }

  private static RunFinished run(ReplaySettings settings, KeptLog log, List<Exchange> exchanges)
      throws Exception {
    return Runs.replay(
        settings, RecordedEvents.of(exchanges), Runs.sanitiser(), log, ProgressListener.none());
  }

  private static List<Exchange> exchanges(int count) {
    return IntStream.range(0, count).mapToObj(i -> Recorded.get("e" + i, "/" + i)).toList();
  }
}
