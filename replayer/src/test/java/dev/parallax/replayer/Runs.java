package dev.parallax.replayer;

import dev.parallax.proto.RunFinished;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import dev.parallax.replayer.correlate.Rules;
import dev.parallax.replayer.plan.Permitted;
import dev.parallax.replayer.plan.Speed;
import dev.parallax.replayer.pool.Pools;
import dev.parallax.replayer.runlog.Progress;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.safety.Targets;
import dev.parallax.replayer.send.Limits;
import dev.parallax.replayer.source.ReplaySource;
import dev.parallax.replayer.source.Survey;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes settings for test runs: at max speed. */
final class Runs {

  private Runs() {}

  static ReplaySettings examples(int attempts, URI candidate, @Nullable URI control) {
    return settings(Judging.EXAMPLES, attempts, Targets.of(candidate, control), Set.of());
  }

  static ReplaySettings statistics(URI candidate, @Nullable URI control) {
    return settings(Judging.STATISTICS, 1, Targets.of(candidate, control), Set.of());
  }

  static ReplaySettings settings(
      Judging judging, int attempts, Targets targets, Set<String> writes) {
    return new ReplaySettings(
        "run-1",
        "suite.plx",
        Selection.of(Window.all()),
        targets,
        new Speed.Max(),
        judging,
        attempts,
        new Permitted(writes, Set.of()),
        new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), 16, 1024),
        42,
        "",
        Rules.none(),
        Staging.likeProduction(),
        Pools.none(),
        1);
  }

  static ReplaySettings bound(ReplaySettings settings, Rules rules) {
    return new ReplaySettings(
        settings.runId(),
        settings.source(),
        settings.selection(),
        settings.targets(),
        settings.speed(),
        settings.judging(),
        settings.attempts(),
        settings.permitted(),
        new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), 16, 1 << 20),
        settings.seed(),
        settings.grpcDescriptors(),
        rules,
        settings.staging(),
        settings.pools(),
        settings.amplify());
  }

  static ReplaySettings amplified(ReplaySettings settings, int times) {
    return new ReplaySettings(
        settings.runId(),
        settings.source(),
        settings.selection(),
        settings.targets(),
        settings.speed(),
        settings.judging(),
        settings.attempts(),
        settings.permitted(),
        settings.limits(),
        settings.seed(),
        settings.grpcDescriptors(),
        settings.rules(),
        settings.staging(),
        settings.pools(),
        times);
  }

  /** Gives up on an answer soon. */
  static ReplaySettings impatient(ReplaySettings settings) {
    Duration soon = Duration.ofMillis(300);
    return paced(settings, settings.speed(), new Limits(soon, soon, 16, 1024));
  }

  static ReplaySettings paced(ReplaySettings settings, Speed speed, Limits limits) {
    return new ReplaySettings(
        settings.runId(),
        settings.source(),
        settings.selection(),
        settings.targets(),
        speed,
        settings.judging(),
        settings.attempts(),
        settings.permitted(),
        limits,
        settings.seed(),
        settings.grpcDescriptors(),
        settings.rules(),
        settings.staging(),
        settings.pools(),
        settings.amplify());
  }

  static ReplaySettings staged(ReplaySettings settings, Staging staging) {
    return new ReplaySettings(
        settings.runId(),
        settings.source(),
        settings.selection(),
        settings.targets(),
        settings.speed(),
        settings.judging(),
        settings.attempts(),
        settings.permitted(),
        settings.limits(),
        settings.seed(),
        settings.grpcDescriptors(),
        settings.rules(),
        staging,
        settings.pools(),
        settings.amplify());
  }

  /** Surveys the source, and replays it. */
  static RunFinished replay(
      ReplaySettings settings,
      ReplaySource source,
      Sanitiser sanitiser,
      EventLog log,
      ProgressListener listener)
      throws Exception {
    return Replay.run(
        settings, Survey.of(source, settings.selection()), source, sanitiser, log, listener);
  }

  /** Keeps what a run warns of. */
  static ProgressListener warned(List<String> warnings) {
    return new ProgressListener() {
      @Override
      public void progressed(Progress told) {}

      @Override
      public void warned(String sentence) {
        warnings.add(sentence);
      }
    };
  }

  static Sanitiser sanitiser() {
    return new Sanitiser(SanitisePolicy.detect(), PseudonymKey.of(new byte[32]));
  }
}
