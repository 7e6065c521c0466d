package dev.parallax.replayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parallax.proto.IdPool;
import dev.parallax.proto.LogRun;
import dev.parallax.proto.RunRequested;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.proto.SuiteProvenance;
import dev.parallax.proto.Template;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.where.Where;
import dev.parallax.replayer.correlate.Rules;
import dev.parallax.replayer.credentials.Credentials;
import dev.parallax.replayer.credentials.Source;
import dev.parallax.replayer.credentials.User;
import dev.parallax.replayer.plan.Permitted;
import dev.parallax.replayer.plan.Speed;
import dev.parallax.replayer.pool.Pool;
import dev.parallax.replayer.pool.Pools;
import dev.parallax.replayer.protect.BreakerRule;
import dev.parallax.replayer.protect.MaxRate;
import dev.parallax.replayer.protect.Protection;
import dev.parallax.replayer.rewrite.Rewrites;
import dev.parallax.replayer.safety.Targets;
import dev.parallax.replayer.send.Limits;
import dev.parallax.replayer.source.Linked;
import dev.parallax.replayer.source.Survey;
import dev.parallax.replayer.wire.TargetProtocol;
import dev.parallax.replayer.wire.TargetTls;
import dev.parallax.replayer.wire.Wire;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RunRequestsTest {

  private static final URI CANDIDATE = URI.create("http://127.0.0.1:9001/base");
  private static final URI CONTROL = URI.create("http://127.0.0.1:9000");
  private static final Window HOUR =
      new Window(Recorded.START_NANOS, Recorded.START_NANOS + 3_600_000_000_000L);
  private static final Set<String> ALLOWED = Set.of("staging.example");
  private static final TargetTls TLS = TargetTls.load(null, true, null, null);
  private static final Credentials CREDENTIALS =
      new Credentials(
          List.of(), new Source.Users(List.of(new User.ByPassword("ada", "s3cret"))), true);
  private static final Duration PATIENCE = Duration.ofSeconds(7);

  private static final List<String> IDS = List.of("17", "4711", "1");

  private static final String DIGEST = "0a1b2c";

  private static final Survey SURVEY =
      new Survey(
          9,
          5,
          4,
          2,
          1,
          Recorded.START_NANOS,
          Recorded.START_NANOS + 2_000_000_000L,
          Set.of("shop.example", "api.example"),
          Set.of("10.0.0.1:80"),
          Set.of("shop"),
          3,
          Linked.none(),
          SuiteProvenance.newBuilder().setMadeBy("export").build(),
          "1 record is no event");

  /** By an endpoint whose name the log alone does not tell. */
  private static final Where FAILED_PAYMENTS =
      Where.of("endpoint == 'POST /orders/{id}/pay' && response.status >= 500")
          .withEndpoints(
              List.of(
                  TemplateSet.newBuilder().setService("shop").build(),
                  TemplateSet.newBuilder()
                      .addTemplates(
                          Template.newBuilder().setMethod("POST").setPattern("/orders/{id}/pay"))
                      .build()));

  static Stream<ReplaySettings> settings() {
    Speed fourTimes = new Speed.Times(4);
    return Stream.of(
        settings(
            CONTROL,
            new Selection(HOUR, "shop", FAILED_PAYMENTS),
            new Speed.Max(),
            Judging.EXAMPLES,
            3,
            Permitted.none()),
        settings(CONTROL, HOUR, new Speed.Max(), Judging.EXAMPLES, 3, Permitted.none()),
        Runs.amplified(
            settings(CONTROL, HOUR, new Speed.Max(), Judging.EXAMPLES, 3, Permitted.none()), 100),
        settings(null, Window.all(), fourTimes, Judging.EXAMPLES, 1, Permitted.none()),
        settings(null, HOUR, new Speed.Rate(0.5, 200), Judging.EXAMPLES, 1, Permitted.none()),
        settings(
            CONTROL,
            new Window(Recorded.START_NANOS, Long.MAX_VALUE),
            new Speed.Times(0.25),
            Judging.STATISTICS,
            1,
            new Permitted(Set.of("PUT", "POST /orders/{id}/pay"), Set.of("POST /search"))));
  }

  /** All that a worker needs of a run stands in the event, but for what is the worker's own. */
  @ParameterizedTest
  @MethodSource("settings")
  void saysAllThatAWorkerIsToDo(ReplaySettings asked) {
    ReplaySettings done =
        RunRequests.settings(asked.runId(), requested(asked), worker(ALLOWED, PATIENCE));

    assertThat(done).isEqualTo(asked);
    assertThat(done.rounds()).isEqualTo(asked.rounds());
  }

  @Test
  void takesWhomItMaySendToFromTheWorkerAlone() {
    ReplaySettings asked =
        settings(CONTROL, HOUR, new Speed.Max(), Judging.EXAMPLES, 3, Permitted.none());

    ReplaySettings done =
        RunRequests.settings("run-1", requested(asked), worker(Set.of(), Duration.ZERO));

    assertThat(done.targets().allowTargets()).isEmpty();
    assertThat(done.targets().waitFor()).isEqualTo(PATIENCE);
  }

  @Test
  void saysWhatWasSurveyed() {
    RunRequested requested =
        requested(settings(CONTROL, HOUR, new Speed.Max(), Judging.EXAMPLES, 3, Permitted.none()));

    assertThat(requested.getExchanges()).isEqualTo(5);
    assertThat(requested.getLeftOut()).isEqualTo(4);
    assertThat(requested.getHttp2Exchanges()).isEqualTo(2);
    assertThat(requested.getGrpcExchanges()).isEqualTo(1);
    assertThat(requested.getFirstExchangeNanos()).isEqualTo(Recorded.START_NANOS);
    assertThat(requested.getLastExchangeNanos()).isEqualTo(Recorded.START_NANOS + 2_000_000_000L);
    assertThat(requested.getServedAuthoritiesList()).containsExactly("api.example", "shop.example");
    assertThat(requested.getUpstreamsList()).containsExactly("10.0.0.1:80");
    assertThat(requested.getSourceDamage()).isEqualTo("1 record is no event");
  }

  /** Five exchanges in two seconds: all workers of a rate reckon with these. */
  @ParameterizedTest
  @CsvSource({"4/s, 1000000000", "2/s..6/s, 1000000000", "0.5x, 4000000000", "max, 0"})
  void saysHowLongItIsToTake(String speed, long nanos) {
    RunRequested requested =
        requested(
            settings(CONTROL, HOUR, Speed.parse(speed), Judging.EXAMPLES, 3, Permitted.none()));

    assertThat(requested.getSpeed()).isEqualTo(speed);
    assertThat(requested.getPlannedNanos()).isEqualTo(nanos);
    assertThat(RunRequests.span(requested)).isEqualTo(SURVEY.span());
  }

  /** Fifteen exchanges, the last of which are later by two thirds of a second. */
  @ParameterizedTest
  @CsvSource({"7/s, 2000000000", "1x, 2666666666", "max, 0"})
  void countsCopiesAmongThem(String speed, long nanos) {
    RunRequested requested =
        requested(
            Runs.amplified(
                settings(CONTROL, HOUR, Speed.parse(speed), Judging.EXAMPLES, 3, Permitted.none()),
                3));

    assertThat(requested.getExchanges()).isEqualTo(15);
    assertThat(requested.getHttp2Exchanges()).isEqualTo(6);
    assertThat(requested.getGrpcExchanges()).isEqualTo(3);
    assertThat(requested.getLeftOut()).as("of the recording").isEqualTo(4);
    assertThat(requested.getPlannedNanos()).isEqualTo(nanos);
  }

  @Test
  void judgesASampleAsOftenAsItWasAsked() {
    ReplaySettings asked =
        settings(CONTROL, HOUR, new Speed.Max(), Judging.STATISTICS, 3, Permitted.none());

    ReplaySettings done =
        RunRequests.settings(asked.runId(), requested(asked), worker(ALLOWED, PATIENCE));

    for (var leg : asked.rounds().legs()) {
      assertThat(done.rounds().attemptsAt(leg)).isEqualTo(asked.rounds().attemptsAt(leg));
    }
    assertThat(done.rounds().count()).isEqualTo(asked.rounds().count());
  }

  /** Whatever somebody wrote into the log: one sentence, and no other exception. */
  @Test
  void refusesARequestThatCantBeFollowed() {
    RunRequested whole =
        requested(settings(CONTROL, HOUR, new Speed.Max(), Judging.EXAMPLES, 3, Permitted.none()));
    for (RunRequested.Builder broken :
        new RunRequested.Builder[] {
          whole.toBuilder().setSpeed("warp"),
          whole.toBuilder().setCandidate("http://[broken"),
          whole.toBuilder().setControl("http:// broken"),
          whole.toBuilder().setCandidateAttempts(0),
          whole.toBuilder().setJudging(Judging.JUDGING_UNSPECIFIED),
          whole.toBuilder().addWrites("post it"),
          whole.toBuilder().addSafe("/search"),
          whole.toBuilder().addPools(IdPool.newBuilder().setSource("users.txt")),
          whole.toBuilder().addPools(IdPool.newBuilder().setSource("GET /users body /*/id")),
          whole.toBuilder().addPools(ids().addPlaces("GET orders")),
          whole.toBuilder().addPools(ids().addIds("a\r\nb")),
          whole.toBuilder().setWhere("response.statuss > 499"),
          whole.toBuilder().setAmplify(-1),
          whole.toBuilder().setAmplify(101),
          whole.toBuilder().setFromNanos(9).setToNanos(3),
          whole.toBuilder().setLog(whole.getLog().toBuilder().setTimeoutMillis(0)),
          whole.toBuilder().setLog(whole.getLog().toBuilder().setMaxConcurrent(0)),
          whole.toBuilder().setLog(whole.getLog().toBuilder().setMaxAnswerBytes(-1)),
          whole.toBuilder().setLog(whole.getLog().toBuilder().setMaxRate(-1)),
          whole.toBuilder().setLog(whole.getLog().toBuilder().setLongestPauseMillis(-1)),
          whole.toBuilder().setLog(whole.getLog().toBuilder().setBreakerPercent(101)),
          whole.toBuilder().setLog(whole.getLog().toBuilder().setBreakerAttempts(-1)),
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> RunRequests.settings("run-1", broken.build(), worker(Set.of(), Duration.ZERO)));
    }
  }

  /** As in requests of before there was any. */
  @Test
  void protectsNobodyWhereNoneIsAskedFor() {
    RunRequested asked =
        requested(settings(CONTROL, HOUR, new Speed.Max(), Judging.EXAMPLES, 3, Permitted.none()));
    LogRun old =
        asked.getLog().toBuilder()
            .clearMaxRate()
            .clearLongestPauseMillis()
            .clearBreakerPercent()
            .clearBreakerAttempts()
            .build();

    ReplaySettings done =
        RunRequests.settings(
            "run-1", asked.toBuilder().setLog(old).build(), worker(ALLOWED, PATIENCE));

    assertThat(done.limits().protection()).isEqualTo(Protection.none());
  }

  /** Each has descriptors of its own. */
  @Test
  void saysWhichDescriptorsAnswersAreSanitisedWith() {
    ReplaySettings asked =
        settings(CONTROL, HOUR, new Speed.Max(), Judging.EXAMPLES, 3, Permitted.none());
    RunRequested other = requested(asked).toBuilder().setGrpcDescriptors("another").build();

    assertThat(requested(asked).getGrpcDescriptors()).isEqualTo(DIGEST);
    assertThat(RunRequests.settings("run-1", other, worker(ALLOWED, PATIENCE)).grpcDescriptors())
        .isEqualTo(DIGEST);
  }

  /** Who could read the log could log in. */
  @Test
  void saysTheKindOfCredentialsAndNoSecret() {
    RunRequested requested =
        requested(settings(CONTROL, HOUR, new Speed.Max(), Judging.EXAMPLES, 3, Permitted.none()));

    assertThat(requested.getCredentials()).isEqualTo("test users");
    assertThat(requested.toString()).doesNotContain("s3cret").doesNotContain("ada");
  }

  @Test
  void followsNoRunWhoseCredentialsTheWorkerLacks() {
    ReplaySettings asked =
        settings(CONTROL, HOUR, new Speed.Max(), Judging.EXAMPLES, 3, Permitted.none());
    RunRequested other = requested(asked).toBuilder().setCredentials("command").build();
    RunRequested without = requested(asked).toBuilder().setCredentials("").build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunRequests.settings("run-1", other, worker(ALLOWED, PATIENCE)))
        .withMessage(
            "the run is asked for with credentials (command), and this worker has test users"
                + " (expected: the same options)");
    assertThat(
            RunRequests.settings("run-1", without, worker(ALLOWED, PATIENCE))
                .staging()
                .credentials())
        .isEqualTo(Credentials.none());
  }

  private static IdPool.Builder ids() {
    return IdPool.newBuilder().setSource("users.txt").addIds("17");
  }

  private static WorkerSettings worker(Set<String> allowTargets, Duration waitFor) {
    return new WorkerSettings(
        "w1",
        WorkerSettings.DEFAULT_GROUP,
        allowTargets,
        waitFor,
        TLS,
        CREDENTIALS,
        GrpcDescriptors.none(),
        DIGEST);
  }

  private static RunRequested requested(ReplaySettings settings) {
    return RunRequests.requested(settings, SURVEY).toBuilder()
        .setLog(RunRequests.limited(LogRun.newBuilder(), settings))
        .build();
  }

  private static ReplaySettings settings(
      @Nullable URI control,
      Window window,
      Speed speed,
      Judging judging,
      int attempts,
      Permitted permitted) {
    return settings(control, new Selection(window, "shop"), speed, judging, attempts, permitted);
  }

  private static ReplaySettings settings(
      @Nullable URI control,
      Selection selection,
      Speed speed,
      Judging judging,
      int attempts,
      Permitted permitted) {
    return new ReplaySettings(
        "run-1",
        "shop",
        selection,
        new Targets(CANDIDATE, control, ALLOWED, PATIENCE, new Wire(TargetProtocol.HTTP2, TLS)),
        speed,
        judging,
        attempts,
        permitted,
        new Limits(
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            16,
            1024,
            new Protection(new MaxRate(12.5), Duration.ofMillis(2_500), new BreakerRule(75, 20))),
        -42,
        DIGEST,
        new Rules(
            true,
            List.of("POST /login response body /token -> request header authorization"),
            List.of("request header x-trace")),
        new Staging(
            Rewrites.parse(List.of("POST /orders set body /currency = \"EUR\"")),
            CREDENTIALS,
            null),
        new Pools(
            List.of(
                new Pool("users.txt", List.of("/users/{id}", "GET /search query user"), IDS),
                new Pool("GET /orders body /*/id", List.of("GET /orders/{id}"), IDS))),
        1);
  }
}
