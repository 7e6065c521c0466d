package dev.parallax.replayer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunFinished;
import dev.parallax.replayer.plan.Speed;
import dev.parallax.replayer.protect.MaxRate;
import dev.parallax.replayer.protect.Protection;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.send.Limits;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
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
        .anyMatch(outcome -> outcome.getSentAtNanos() - planned >= 4 * 50_000_000L);
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
    return limits(new Protection(new MaxRate(perSecond)));
  }

  private static Limits limits(Protection protection) {
    return new Limits(Duration.ofSeconds(10), Duration.ofSeconds(10), 16, 1024, protection);
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
