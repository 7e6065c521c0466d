package dev.parallax.replayer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.RunFinished.EndedBy;
import dev.parallax.proto.Skip;
import dev.parallax.replayer.plan.Speed;
import dev.parallax.replayer.protect.BreakerRule;
import dev.parallax.replayer.protect.MaxRate;
import dev.parallax.replayer.protect.Protection;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.send.Limits;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run does for its targets' sake, and what its outcomes say of that. */
@Timeout(60)
final class ProtectedReplayIT {

  private static final Handler<HttpServerRequest> WELL = request -> request.response().end("{}");

  private final KeptLog log = new KeptLog();

  @Test
  void showsWaitingForATurnAsLag() throws Exception {
    try (StagingServer candidate = server(WELL)) {
      ReplaySettings settings = Runs.statistics(candidate.uri(), null);

      run(Runs.paced(settings, new Speed.Times(1), atMost(20)), exchanges(5));
    }

    long planned = log.outcomes().getFirst().getIntendedAtNanos();
    assertThat(log.outcomes()).extracting(Outcome::getIntendedAtNanos).containsOnly(planned);
    assertThat(log.outcomes())
        .as("four turns later, but for what the first may be late without moving the others")
        .anyMatch(outcome -> outcome.getSentAtNanos() - planned >= 4 * 50_000_000L - 5_000_000L);
  }

  /** Where the recording sets no pace, the bound does. */
  @Test
  void intendsAtMaxAsTheRateLets() throws Exception {
    try (StagingServer candidate = server(WELL);
        StagingServer control = server(WELL)) {
      ReplaySettings settings = Runs.statistics(candidate.uri(), control.uri());

      run(Runs.paced(settings, new Speed.Max(), atMost(100)), exchanges(20));
    }

    assertThat(spanOfIntended(Leg.CANDIDATE)).isGreaterThan(18 * 10_000_000L);
    assertThat(spanOfIntended(Leg.CONTROL)).isGreaterThan(38 * 10_000_000L);
    assertThat(log.outcomes())
        .allMatch(outcome -> outcome.getSentAtNanos() >= outcome.getIntendedAtNanos());
  }

  /** One exchange at a time, so that it is known what is under way when the leg asks. */
  @Test
  void givesALegTheTimeThatItAsksForAndSendsAllAfterwards() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Handler<HttpServerRequest> startsSlowly =
        request -> {
          if (asked.incrementAndGet() <= 2) {
            request.response().putHeader("Retry-After", "1").setStatusCode(503).end();
          } else {
            WELL.handle(request);
          }
        };
    List<String> warnings = new ArrayList<>();
    try (StagingServer candidate = server(startsSlowly);
        StagingServer control = server(WELL)) {
      ReplaySettings settings = Runs.examples(1, candidate.uri(), control.uri());

      RunFinished finished =
          Runs.replay(
              Runs.paced(settings, new Speed.Times(1), limits(1, Protection.defaults())),
              RecordedEvents.of(exchanges(20)),
              Runs.sanitiser(),
              log,
              Runs.warned(warnings));

      assertThat(finished.getEndedEarlyBecause()).isEmpty();
      assertThat(warnings)
          .singleElement()
          .asString()
          .startsWith("candidate " + candidate.uri() + ": asks for time (503)");
    }

    assertThat(asked).as("nothing is tried again").hasValue(20);
    List<Outcome> busy = answered(503);
    assertThat(busy).hasSize(2).allMatch(outcome -> outcome.getLeg() == Leg.CANDIDATE);
    assertThat(answered(200)).hasSize(38);
    for (Outcome outcome : busy) {
      long from = endedNanos(outcome);
      assertThat(log.outcomes())
          .filteredOn(other -> !other.getExchange().equals(outcome.getExchange()))
          .as("nor does the other leg go ahead")
          .noneMatch(
              other ->
                  other.getSentAtNanos() > from && other.getSentAtNanos() < from + 999_000_000L);
    }
    assertThat(answered(200))
        .as("the pause is lag")
        .anyMatch(
            outcome -> outcome.getSentAtNanos() - outcome.getIntendedAtNanos() > 1_900_000_000L);
  }

  /** Sixteen are under way at each of which it says so: together they are one reason. */
  @Test
  void getsOverALegThatIsBusyForAMoment() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (StagingServer candidate =
            server(
                request -> {
                  int nth = asked.incrementAndGet();
                  request.response().setStatusCode(nth > 100 && nth <= 110 ? 429 : 200).end("{}");
                });
        StagingServer control = server(WELL)) {
      ReplaySettings settings = Runs.examples(1, candidate.uri(), control.uri());

      run(Runs.paced(settings, new Speed.Max(), limits(16, Protection.defaults())), exchanges(500));
    }

    assertThat(asked).hasValue(500);
    assertThat(answered(429)).hasSize(10);
    assertThat(answered(200)).hasSize(990);
  }

  /** Two rounds of 2,000 at both legs, of which the candidate lives to see some. */
  @Test
  void endsTheRunWhenALegVanishes() throws Exception {
    List<String> warnings = new ArrayList<>();
    RunFinished finished;
    try (RudeServer candidate = vanishing(700);
        StagingServer control = server(WELL)) {
      ReplaySettings settings = Runs.examples(2, candidate.uri(), control.uri());

      finished =
          Runs.replay(
              Runs.paced(settings, new Speed.Max(), limits(16, Protection.defaults())),
              RecordedEvents.of(exchanges(2_000)),
              Runs.sanitiser(),
              log,
              Runs.warned(warnings));

      assertThat(finished.getEndedEarlyBecause())
          .matches(
              "candidate %s: failed (4[5-9]|50) of the last 50 attempts, and took none of 5 more, each after a pause: the connection was refused"
                  .formatted(candidate.uri()));
    }

    assertThat(finished.getEndedBy()).isEqualTo(EndedBy.LEG_FAILED);
    assertThat(finished.getOutcomes()).isEqualTo(8_000);
    assertThat(arms()).hasSize(8_000).doesNotHaveDuplicates();
    assertThat(answers(Leg.CANDIDATE)).isEqualTo(699);
    assertThat(failures(Leg.CANDIDATE)).as("before and after the pauses").isBetween(50L, 90L);
    assertThat(failures(Leg.CONTROL)).isZero();
    assertThat(answers(Leg.CONTROL))
        .as("neither went ahead")
        .isBetween(699L - 16, 699L + 16 + failures(Leg.CANDIDATE));
    assertThat(log.outcomes())
        .filteredOn(Outcome::hasSkip)
        .allMatch(outcome -> outcome.getSkip().getReason() == Skip.Reason.RUN_ENDED);
    assertThat(warnings).singleElement().asString().startsWith("candidate ");
  }

  @Test
  void endsNoRunWhereTheBreakerIsOff() throws Exception {
    RunFinished finished;
    try (RudeServer candidate = vanishing(700);
        StagingServer control = server(WELL)) {
      ReplaySettings settings = Runs.examples(2, candidate.uri(), control.uri());

      finished =
          run(
              Runs.paced(settings, new Speed.Max(), limits(16, Protection.none())),
              exchanges(2_000));
    }

    assertThat(finished.getEndedEarlyBecause()).isEmpty();
    assertThat(arms()).hasSize(8_000).doesNotHaveDuplicates();
    assertThat(answers(Leg.CANDIDATE)).isEqualTo(699);
    assertThat(failures(Leg.CANDIDATE)).isEqualTo(4_000 - 699);
    assertThat(answers(Leg.CONTROL)).isEqualTo(4_000);
  }

  /** An error of the build is what is looked for. */
  @Test
  void neverEndsARunForWhatABuildAnswers() throws Exception {
    RunFinished finished;
    try (StagingServer candidate =
            server(request -> request.response().setStatusCode(500).end("broken"));
        StagingServer control = server(WELL)) {
      ReplaySettings settings = Runs.examples(2, candidate.uri(), control.uri());

      finished =
          run(
              Runs.paced(settings, new Speed.Max(), limits(16, Protection.defaults())),
              exchanges(300));
    }

    assertThat(finished.getEndedBy()).isEqualTo(EndedBy.ENDED_BY_UNSPECIFIED);
    assertThat(answered(500)).hasSize(600);
    assertThat(answered(200)).hasSize(600);
  }

  /** Answers all but the last of so many, and closes its port at that. */
  private static RudeServer vanishing(int requests) throws IOException {
    AtomicReference<RudeServer> self = new AtomicReference<>();
    AtomicInteger asked = new AtomicInteger();
    RudeServer server =
        new RudeServer(
            (socket, line) -> {
              int nth = asked.incrementAndGet();
              if (nth >= requests) {
                self.get().close();
                RudeServer.RESET.answer(socket, line);
              } else {
                RudeServer.says(
                        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}")
                    .answer(socket, line);
              }
            });
    self.set(server);
    return server;
  }

  private List<String> arms() {
    return log.outcomes().stream()
        .map(o -> o.getExchange().getId() + " " + o.getLeg() + " " + o.getAttempt())
        .toList();
  }

  private long answers(Leg leg) {
    return log.outcomes().stream().filter(o -> o.getLeg() == leg && o.hasResponse()).count();
  }

  private long failures(Leg leg) {
    return log.outcomes().stream().filter(o -> o.getLeg() == leg && o.hasFailure()).count();
  }

  private List<Outcome> answered(int status) {
    return log.outcomes().stream()
        .filter(outcome -> outcome.getResponse().getStatus() == status)
        .toList();
  }

  private static long endedNanos(Outcome outcome) {
    return outcome.getSentAtNanos() + outcome.getTimings().getLastByteNanos();
  }

  private long spanOfIntended(Leg leg) {
    List<Long> intended =
        log.outcomes().stream()
            .filter(outcome -> outcome.getLeg() == leg)
            .map(Outcome::getIntendedAtNanos)
            .sorted()
            .toList();
    return intended.getLast() - intended.getFirst();
  }

  private static Limits atMost(double perSecond) {
    return limits(16, new Protection(new MaxRate(perSecond), Duration.ZERO, BreakerRule.off()));
  }

  private static Limits limits(int maxInFlight, Protection protection) {
    return new Limits(
        Duration.ofSeconds(10), Duration.ofSeconds(10), maxInFlight, 1024, protection);
  }

  private static StagingServer server(Handler<HttpServerRequest> handler) {
    return new StagingServer(new HttpServerOptions(), handler);
  }

  private RunFinished run(ReplaySettings settings, List<Exchange> exchanges) throws Exception {
    return Runs.replay(
        settings, RecordedEvents.of(exchanges), Runs.sanitiser(), log, ProgressListener.none());
  }

  private static List<Exchange> exchanges(int count) {
    return IntStream.range(0, count).mapToObj(i -> Recorded.get("e" + i, "/" + i)).toList();
  }
}
