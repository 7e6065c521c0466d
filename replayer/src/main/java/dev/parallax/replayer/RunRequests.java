package dev.parallax.replayer;

import dev.parallax.proto.IdPool;
import dev.parallax.proto.Leg;
import dev.parallax.proto.LogRun;
import dev.parallax.proto.RunRequested;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.proto.SuiteProvenance;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.log.kafka.RunWindow;
import dev.parallax.replayer.correlate.Rules;
import dev.parallax.replayer.credentials.Credentials;
import dev.parallax.replayer.plan.Pace;
import dev.parallax.replayer.plan.Permitted;
import dev.parallax.replayer.plan.RecordedSpan;
import dev.parallax.replayer.plan.Rounds;
import dev.parallax.replayer.plan.Speed;
import dev.parallax.replayer.pool.Pool;
import dev.parallax.replayer.pool.Pools;
import dev.parallax.replayer.protect.BreakerRule;
import dev.parallax.replayer.protect.MaxRate;
import dev.parallax.replayer.protect.Protection;
import dev.parallax.replayer.rewrite.Rewrites;
import dev.parallax.replayer.safety.Targets;
import dev.parallax.replayer.send.Limits;
import dev.parallax.replayer.source.Survey;
import dev.parallax.replayer.wire.TargetProtocol;
import dev.parallax.replayer.wire.Wire;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/** Between a run's settings and the event that requests it: what is asked is what is done. */
final class RunRequests {

  private RunRequests() {}

  /**
   * @param recorded what lies in the window, without copies
   */
  static RunRequested requested(ReplaySettings settings, Survey recorded) {
    Survey survey = recorded.amplified(settings.amplify());
    Rounds rounds = settings.rounds();
    URI control = settings.targets().control();
    Window window = settings.window();
    RunRequested.Builder requested = RunRequested.newBuilder();
    if (!survey.suite().equals(SuiteProvenance.getDefaultInstance())) {
      requested.setSuite(survey.suite());
    }
    return requested
        .setSource(settings.source())
        .setFromNanos(Math.max(0, window.fromNanos()))
        .setToNanos(window.equals(Window.all()) ? 0 : window.toNanos())
        .setWhere(settings.selection().where().text())
        .addAllWhereTemplates(settings.selection().where().endpoints())
        .setLeftOut(survey.leftOut())
        .setCandidate(settings.targets().candidate().toString())
        .setControl(control == null ? "" : control.toString())
        .setSpeed(settings.speed().toString())
        .setCandidateAttempts(rounds.attemptsAt(Leg.CANDIDATE))
        .setControlAttempts(rounds.attemptsAt(Leg.CONTROL))
        .setService(settings.selection().service())
        .setJudging(settings.judging())
        .addAllWrites(settings.permitted().writes().stream().sorted().toList())
        .addAllSafe(settings.permitted().safe().stream().sorted().toList())
        .setSeed(settings.seed())
        .setCorrelationOff(settings.rules().off())
        .addAllBind(settings.rules().bind())
        .addAllNoBind(settings.rules().noBind())
        .addAllRewrites(settings.staging().rewrites().texts())
        .setCredentials(settings.staging().credentials().kind())
        .addAllPools(settings.pools().all().stream().map(RunRequests::pool).toList())
        .setAmplify(settings.amplify())
        .setReset(settings.staging().reset() != null)
        .setTargetProtocol(settings.targets().wire().protocol().toString())
        .addAllServedAuthorities(survey.served().stream().sorted().toList())
        .addAllUpstreams(survey.upstreams().stream().sorted().toList())
        .setGrpcDescriptors(settings.grpcDescriptors())
        .setExchanges(survey.exchanges())
        .setHttp2Exchanges(survey.http2())
        .setGrpcExchanges(survey.grpc())
        .setFirstExchangeNanos(survey.firstNanos())
        .setLastExchangeNanos(survey.lastNanos())
        .setPlannedNanos(new Pace(settings.speed(), survey.span(), 0).durationNanos())
        .setSourceDamage(survey.damage())
        .build();
  }

  /**
   * The same of what is to come.
   *
   * @param recent what was recorded lately
   * @param lag how far behind production it is sent
   */
  static RunRequested followed(ReplaySettings settings, Survey recent, Duration lag) {
    return requested(settings, recent).toBuilder()
        .clearExchanges()
        .clearHttp2Exchanges()
        .clearGrpcExchanges()
        .clearLeftOut()
        .clearSourceDamage()
        .clearLastExchangeNanos()
        .clearPlannedNanos()
        .setFirstExchangeNanos(settings.window().fromNanos())
        .setLagNanos(lag.toNanos())
        .build();
  }

  /** What the pace of a run that somebody requested is reckoned from. */
  static RecordedSpan span(RunRequested requested) {
    return new RecordedSpan(
        requested.getFirstExchangeNanos(),
        requested.getLastExchangeNanos(),
        requested.getExchanges());
  }

  /** Adds what each worker keeps to. */
  static LogRun.Builder limited(LogRun.Builder run, ReplaySettings settings) {
    Limits limits = settings.limits();
    return run.setMaxConcurrent(limits.maxInFlight())
        .setTimeoutMillis(limits.requestTimeout().toMillis())
        .setMaxAnswerBytes(limits.maxBodyBytes())
        .setMaxRate(perSecond(limits.protection().maxRate()))
        .setBreakerPercent(limits.protection().breaker().percent())
        .setBreakerAttempts(limits.protection().breaker().attempts())
        .setLongestPauseMillis(limits.protection().longestPause().toMillis())
        .setWaitMillis(settings.targets().waitFor().toMillis());
  }

  /**
   * What a worker does of a run that somebody requested.
   *
   * @param own this worker's: who can write to the log can't make it send anywhere, nor trust
   *     anybody; a target gets longer if the request says so
   * @throws IllegalArgumentException if the request can't be followed, with the reason
   */
  static ReplaySettings settings(String runId, RunRequested requested, WorkerSettings own) {
    LogRun run = requested.getLog();
    Duration asked = Duration.ofMillis(run.getWaitMillis());
    Duration wait = asked.compareTo(own.waitFor()) > 0 ? asked : own.waitFor();
    TargetProtocol protocol =
        requested.getTargetProtocol().isEmpty()
            ? TargetProtocol.AUTO
            : TargetProtocol.parse(requested.getTargetProtocol());
    URI control = requested.getControl().isEmpty() ? null : URI.create(requested.getControl());
    return new ReplaySettings(
        runId,
        requested.getSource(),
        RunWindow.of(requested),
        new Targets(
            URI.create(requested.getCandidate()),
            control,
            own.allowTargets(),
            wait,
            new Wire(protocol, own.tls())),
        Speed.parse(requested.getSpeed()),
        requested.getJudging(),
        requested.getJudging() == Judging.EXAMPLES ? requested.getCandidateAttempts() : 1,
        new Permitted(Set.copyOf(requested.getWritesList()), Set.copyOf(requested.getSafeList())),
        new Limits(
            Duration.ofMillis(run.getTimeoutMillis()),
            Duration.ofSeconds(5),
            run.getMaxConcurrent(),
            run.getMaxAnswerBytes(),
            protection(run)),
        requested.getSeed(),
        own.grpcDescriptors(),
        new Rules(
            requested.getCorrelationOff(), requested.getBindList(), requested.getNoBindList()),
        new Staging(Rewrites.parse(requested.getRewritesList()), credentials(requested, own), null),
        pools(requested),
        requested.getAmplify() == 0 ? 1 : requested.getAmplify());
  }

  /** Secrets are in no event: who has none of the kind that is asked for can't do the run. */
  private static Credentials credentials(RunRequested requested, WorkerSettings own) {
    if (requested.getCredentials().isEmpty()) {
      return Credentials.none();
    }
    if (!requested.getCredentials().equals(own.credentials().kind())) {
      throw new IllegalArgumentException(
          "the run is asked for with credentials (%s), and this worker has %s (expected: the same options)"
              .formatted(
                  requested.getCredentials(),
                  own.credentials().kind().isEmpty() ? "none" : own.credentials().kind()));
    }
    return own.credentials();
  }

  private static double perSecond(MaxRate rate) {
    return rate.isNone() ? 0 : rate.perSecond();
  }

  private static Protection protection(LogRun run) {
    return new Protection(
        MaxRate.of(run.getMaxRate()),
        Duration.ofMillis(run.getLongestPauseMillis()),
        run.getBreakerAttempts() == 0
            ? BreakerRule.off()
            : new BreakerRule(run.getBreakerPercent(), run.getBreakerAttempts()));
  }

  private static Pools pools(RunRequested requested) {
    Pools pools = new Pools(requested.getPoolsList().stream().map(RunRequests::pool).toList());
    if (pools.isOpen()) {
      throw new IllegalArgumentException("pools: no ids (expected: those that the run was given)");
    }
    return pools;
  }

  private static IdPool pool(Pool pool) {
    return IdPool.newBuilder()
        .setSource(pool.source())
        .addAllPlaces(pool.places())
        .addAllIds(pool.ids())
        .build();
  }

  private static Pool pool(IdPool pool) {
    return new Pool(pool.getSource(), pool.getPlacesList(), pool.getIdsList());
  }
}
