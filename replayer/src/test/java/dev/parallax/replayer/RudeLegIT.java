package dev.parallax.replayer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.RunFinished;
import dev.parallax.replayer.runlog.ProgressListener;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
