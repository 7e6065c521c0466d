package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.config.Values.ByteSize;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.raw.ExchangeId;
import dev.parallax.replayer.LiveReplay;
import dev.parallax.replayer.ReplaySettings;
import dev.parallax.replayer.Staging;
import dev.parallax.replayer.correlate.Rules;
import dev.parallax.replayer.plan.Permitted;
import dev.parallax.replayer.plan.Speed;
import dev.parallax.replayer.pool.Pools;
import dev.parallax.replayer.safety.Targets;
import dev.parallax.replayer.send.Limits;
import dev.parallax.replayer.source.Survey;
import dev.parallax.replayer.wire.TargetProtocol;
import dev.parallax.replayer.wire.Wire;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a recording is sent, and how; shared by {@code replay} and {@code check}. */
final class ReplayOptions {

  /**
   * Up to so many exchanges, each is tried several times; above, they may be judged as a sample.
   */
  private static final long MAX_EXAMPLES = 2_000;

  /** Evidence counts once a session: below so many, a sample says little however large it is. */
  private static final int MIN_SESSIONS = 100;

  enum Judge {
    AUTO,
    EXAMPLES,
    STATISTICS
  }

  @Option(
      names = "--candidate",
      descriptionKey = "replay.candidate",
      paramLabel = "URL",
      description = "The build under test: http[s]://HOST[:PORT][/BASE].")
  private @Nullable URI candidate;

  @Option(
      names = "--control",
      descriptionKey = "replay.control",
      paramLabel = "URL",
      description = "The build that production runs, in staging; without it, no cause can be told.")
  private @Nullable URI control;

  @Option(
      names = {"--speed", "--rate"},
      descriptionKey = "replay.speed",
      defaultValue = "1x",
      paramLabel = "SPEED",
      description =
          "Recorded gaps divided by a factor (0.5x, 4x), or scaled to so many exchanges a second"
              + " (200/s), which may grow from the first to the last (10/s..200/s), or max."
              + " Default: 1x.")
  private String speed = "1x";

  @Option(
      names = "--amplify",
      descriptionKey = "replay.amplify",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Sends each session so many times, all but once as another user: for load, compared with"
              + " nothing. 1 to 100. Default: 1.")
  private int amplify = 1;

  @Option(
      names = "--judge",
      descriptionKey = "replay.judge",
      defaultValue = "auto",
      description =
          "examples: each exchange is tried several times; statistics: once, and twice at the"
              + " control; auto: statistics above 2000 exchanges of at least 100 sessions. Default:"
              + " auto.")
  private Judge judge = Judge.AUTO;

  @Option(
      names = "--attempts",
      descriptionKey = "replay.attempts",
      defaultValue = "3",
      paramLabel = "N",
      description = "Attempts at each leg where examples are judged. Default: 3.")
  private int attempts = ReplaySettings.DEFAULT_ATTEMPTS;

  @Option(
      names = "--writes",
      descriptionKey = "replay.writes",
      split = ",",
      paramLabel = "METHOD[ PATH]",
      description =
          "Also sends these: POST, or 'POST /search'. Default: GET, HEAD and OPTIONS only."
              + " Repeatable.")
  private Set<String> writes = Set.of();

  @Option(
      names = "--safe",
      descriptionKey = "replay.safe",
      split = ",",
      paramLabel = "METHOD[ PATH]",
      description =
          "Declares that these change nothing, though their method is not safe: 'POST /search'."
              + " They are sent as often as a GET. Repeatable.")
  private Set<String> safe = Set.of();

  @Mixin private final CorrelationOptions correlation = new CorrelationOptions();

  @Mixin private final StagingOptions staging = new StagingOptions();

  @Mixin private final PoolOptions pools = new PoolOptions();

  /** Once read, since what is no file but a pipe has nothing more. */
  private @Nullable Staging readStaging;

  private @Nullable Pools readPools;

  @Mixin private final TargetOptions targets = new TargetOptions();

  @Option(
      names = "--target-protocol",
      descriptionKey = "target.protocol",
      defaultValue = "auto",
      paramLabel = "PROTOCOL",
      description =
          "auto: each exchange in the version of HTTP that it was recorded in; http1 or http2: all"
              + " in that one. gRPC is HTTP/2 in any case. Default: auto.")
  private String protocol = "auto";

  @Option(
      names = "--timeout",
      descriptionKey = "replay.timeout",
      defaultValue = "30s",
      paramLabel = "TIME",
      description =
          "For one attempt; then its outcome is a timeout, or what came by then of a stream without"
              + " an end. Default: 30s.")
  private Duration timeout = Duration.ofSeconds(30);

  @Option(
      names = "--max-concurrent",
      descriptionKey = "replay.maxConcurrent",
      defaultValue = "256",
      paramLabel = "N",
      description = "Exchanges under way at once. Default: 256.")
  private int maxConcurrent = 256;

  @Mixin private final ProtectionOptions protection = new ProtectionOptions();

  @Option(
      names = "--max-answer",
      descriptionKey = "replay.maxAnswer",
      defaultValue = "1MiB",
      paramLabel = "SIZE",
      description = "How much of each answer's body is compared. Default: 1MiB.")
  private ByteSize maxAnswer = new ByteSize(1 << 20);

  @Option(
      names = "--seed",
      descriptionKey = "replay.seed",
      paramLabel = "N",
      description = "Orders the legs of each exchange. Default: random; a report names it.")
  private @Nullable Long seed;

  /** Unless examples are asked for. */
  void judgeStatistics() {
    judge = judge == Judge.AUTO ? Judge.STATISTICS : judge;
  }

  Targets targets() {
    return new Targets(
        Invocation.required(candidate),
        control,
        targets.allowTargets,
        targets.waitFor,
        new Wire(TargetProtocol.parse(protocol), targets.tls()));
  }

  /**
   * @param source how the run names what it replays
   * @param grpcDescriptors digest of those that answers are sanitised with; empty for none
   * @throws CliException if anything is not usable (2)
   */
  ReplaySettings settings(
      String source, Selection selection, Survey survey, String grpcDescriptors) {
    SecureRandom random = new SecureRandom();
    try {
      return new ReplaySettings(
          ExchangeId.create(Instant.now(), random),
          source,
          selection,
          targets(),
          Speed.parse(speed),
          judging(survey),
          attempts,
          new Permitted(writes, safe),
          limits(),
          seed == null ? random.nextLong() : seed,
          grpcDescriptors,
          rules(),
          staging(),
          pools(),
          amplify);
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  /**
   * @throws CliException if one can't be kept to (2)
   */
  Limits limits() {
    try {
      return new Limits(
          timeout,
          Duration.ofSeconds(5),
          maxConcurrent,
          Math.toIntExact(Math.min(maxAnswer.bytes(), Integer.MAX_VALUE)),
          protection.protection());
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  /**
   * @param followed whether what is being recorded is sent
   * @throws CliException if no session can be sent so many times (2)
   */
  void requireAmplify(boolean followed) {
    try {
      ReplaySettings.requireAmplify(amplify);
      if (followed) {
        LiveReplay.requireAmplify(amplify);
      }
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  /**
   * @throws CliException if one can't be used (2)
   */
  Rules rules() {
    try {
      return correlation.rules();
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  /**
   * Reads what files it names, once.
   *
   * @throws CliException if something of it can't be used (2)
   */
  Staging staging() {
    try {
      Staging known = readStaging == null ? staging.staging() : readStaging;
      readStaging = known;
      return known;
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  /**
   * Reads the files that they are in, once.
   *
   * @throws CliException if one can't be used (2)
   */
  Pools pools() {
    try {
      Pools known = readPools == null ? pools.pools() : readPools;
      readPools = known;
      return known;
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  /**
   * @throws CliException if there is none (2)
   */
  void requireCandidate() {
    if (candidate == null) {
      throw CliException.usage("Missing required option: '--candidate=URL'");
    }
  }

  private Judging judging(Survey survey) {
    return switch (judge) {
      case EXAMPLES -> Judging.EXAMPLES;
      case STATISTICS -> Judging.STATISTICS;
      case AUTO ->
          survey.exchanges() > MAX_EXAMPLES && survey.sessions() >= MIN_SESSIONS
              ? Judging.STATISTICS
              : Judging.EXAMPLES;
    };
  }
}
