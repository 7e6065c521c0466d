package dev.parallax.replayer;

import dev.parallax.proto.Leg;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.RunRequested;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.PlxWriter;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import dev.parallax.replayer.credentials.LegCredentials;
import dev.parallax.replayer.plan.Pace;
import dev.parallax.replayer.plan.RecordedSpan;
import dev.parallax.replayer.plan.RunClock;
import dev.parallax.replayer.plan.Speed;
import dev.parallax.replayer.pool.Pools;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.runlog.RunLogWriter;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.safety.Targets;
import dev.parallax.replayer.send.Limits;
import dev.parallax.replayer.source.ReplaySource;
import dev.parallax.replayer.warmup.FirstExchanges;
import dev.parallax.replayer.warmup.RecordedAnswers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Practises a run before it begins: sends its first exchanges to a server of this process, which
 * answers as production did, through all that they are sent through later. Code that runs for the
 * first time takes a hundred times as long, and what is due first would be sent late for that.
 *
 * <p>The legs hear nothing of it, nothing of it is kept, and where it fails, or takes too long, the
 * run begins all the same.
 */
final class Warmup {

  private static final Logger LOG = LoggerFactory.getLogger(Warmup.class);

  static final Duration AT_MOST = Duration.ofSeconds(3);

  private static final String RUN_ID = "warmup";

  private final ReplaySettings settings;
  private final FirstExchanges first;

  Warmup(ReplaySettings settings, FirstExchanges first) {
    this.settings = settings;
    this.first = first;
  }

  /** Within three seconds. */
  static void of(ReplaySettings settings, ReplaySource recording) throws InterruptedException {
    within(AT_MOST, settings, recording);
  }

  /**
   * Returns when it is done, or after so long, three seconds at most. Where the plan sets no times,
   * nothing can be late, and nothing is done.
   */
  static void within(Duration left, ReplaySettings settings, ReplaySource recording)
      throws InterruptedException {
    Duration time = left.compareTo(AT_MOST) < 0 ? left : AT_MOST;
    if (settings.speed() instanceof Speed.Max || !time.isPositive()) {
      return;
    }
    long untilNanos = System.nanoTime() + time.toNanos();
    Thread thread =
        Thread.ofPlatform()
            .name("replay-warmup")
            .daemon()
            .start(() -> practise(settings, recording, untilNanos));
    try {
      if (!thread.join(time)) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      throw e;
    }
  }

  private static void practise(ReplaySettings settings, ReplaySource recording, long untilNanos) {
    try {
      var _ =
          new Warmup(settings, FirstExchanges.read(recording, settings.selection(), untilNanos))
              .run();
    } catch (IOException | RuntimeException | Error e) {
      // Whatever it is: a run that it befalls, too, says so itself.
      LOG.atDebug().addKeyValue("error", e.getClass().getName()).log("not warmed up");
    }
  }

  RunFinished run() throws IOException {
    Path file = Files.createTempFile("parallax-warmup", ".plx");
    try (EventLog log = PlxWriter.overwrite(file);
        RecordedAnswers server = RecordedAnswers.start(first.answers())) {
      return new FileRun(
              alike(server.url()),
              RunRequested.getDefaultInstance(),
              first.events().size(),
              targets(server.url()),
              LegCredentials.none())
          .run(
              new Practice(first),
              new Sanitiser(SanitisePolicy.detect(), PseudonymKey.random()),
              log,
              ProgressListener.none());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** As many legs, and what is bound and permitted; but at once, and each exchange once. */
  private ReplaySettings alike(URI server) {
    Limits limits = settings.limits();
    return new ReplaySettings(
        RUN_ID,
        settings.source(),
        Selection.of(Window.all()),
        Targets.of(server, isControlled() ? server : null),
        new Speed.Max(),
        RunRequested.Judging.STATISTICS,
        1,
        settings.permitted(),
        new Limits(
            limits.requestTimeout(),
            limits.connectTimeout(),
            limits.maxInFlight(),
            limits.maxBodyBytes()),
        settings.seed(),
        settings.grpcDescriptors(),
        settings.rules(),
        Staging.likeProduction(),
        Pools.none(),
        1);
  }

  private List<Target> targets(URI server) {
    List<Target> targets = new ArrayList<>(List.of(target(Leg.CANDIDATE, server)));
    if (isControlled()) {
      targets.add(target(Leg.CONTROL, server));
    }
    return targets;
  }

  private boolean isControlled() {
    return settings.targets().control() != null;
  }

  private static Target target(Leg leg, URI server) {
    return new Target(
        leg,
        false,
        server.getHost(),
        server.getPort(),
        "",
        Optional.of(InetAddress.getLoopbackAddress()));
  }

  private record Practice(FirstExchanges first) implements FileRun.Course {

    @Override
    public ReplaySource exchanges() {
      return first.source();
    }

    @Override
    public Pace pace(RunClock clock) {
      return new Pace(
          new Speed.Max(), new RecordedSpan(0, 0, first.events().size()), System.nanoTime());
    }

    @Override
    public void begin(RunLogWriter writer) {}

    @Override
    public void end(RunLogWriter writer) {}

    @Override
    public boolean stop() {
      return false;
    }
  }
}
