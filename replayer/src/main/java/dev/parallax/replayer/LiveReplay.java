package dev.parallax.replayer;

import dev.parallax.proto.Event;
import dev.parallax.proto.RunFinished;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.SelectedReader;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.log.kafka.KafkaTail;
import dev.parallax.recorder.sanitize.Sanitiser;
import dev.parallax.replayer.credentials.LegCredentials;
import dev.parallax.replayer.plan.Pace;
import dev.parallax.replayer.plan.RecordedSpan;
import dev.parallax.replayer.plan.RunClock;
import dev.parallax.replayer.plan.Speed;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.runlog.RunLogWriter;
import dev.parallax.replayer.safety.ReplayRefused;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.safety.TargetDown;
import dev.parallax.replayer.source.FollowedReader;
import dev.parallax.replayer.source.ReplaySource;
import dev.parallax.replayer.source.Survey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Live shadowing: sends what is being recorded, a fixed lag behind production. */
public final class LiveReplay {

  private final KafkaEvents events;
  private final ReplaySettings settings;
  private final Duration lag;
  private final Duration longest;

  /**
   * @param settings whose window begins now; where it has no end, the run goes on until it is
   *     interrupted
   * @param lag between the start of an exchange in production, and here
   * @param longest how long after the window's end its ledger's entries are looked for
   * @throws IllegalArgumentException if the settings ask for what can't be had of what is to come
   */
  public LiveReplay(KafkaEvents events, ReplaySettings settings, Duration lag, Duration longest) {
    if (settings.rounds().count() > 1) {
      throw new IllegalArgumentException(
          "replay.judge: examples (expected: statistics, where the log is followed: what is being"
              + " recorded is sent once)");
    }
    if (!settings.speed().equals(new Speed.Times(1))) {
      throw new IllegalArgumentException(
          "replay.speed: %s (expected: 1x, where the log is followed)".formatted(settings.speed()));
    }
    requireAmplify(settings.amplify());
    this.events = events;
    this.settings = settings;
    this.lag = lag;
    this.longest = longest;
  }

  /**
   * It is a run at the load that production has just now.
   *
   * @throws IllegalArgumentException if there were to be more of it
   */
  public static void requireAmplify(int times) {
    if (times != 1) {
      throw new IllegalArgumentException(
          "replay.amplify: %d (expected: 1, where the log is followed: it is sent as it comes)"
              .formatted(times));
    }
  }

  /**
   * Blocks until the window's end, and a lag more.
   *
   * <p>An interrupt ends it in good order: what is under way has ten seconds to get its outcomes,
   * and the run is complete. After that, or at a second interrupt, it is given up, and skipped. The
   * method returns with the thread's interrupt set.
   *
   * @param recent what was recorded lately, which tells what production serves
   * @param legSanitiser for the legs' answers: one fresh key for the run
   * @param runLog flushed, not closed; used by one other thread during the run
   * @param listener warned of targets before anything is sent, then told of the progress
   * @throws ReplayRefused if a leg may not be sent to
   * @throws TargetDown if a leg accepts no connection
   * @throws IOException if credentials can't be had, the log can't be followed, or the run log
   *     can't be written
   */
  public RunFinished run(
      Survey recent, Sanitiser legSanitiser, EventLog runLog, ProgressListener listener)
      throws ReplayRefused, TargetDown, IOException, InterruptedException {
    Admission admission = Admission.of(settings, recent.served(), recent.upstreams());
    List<Target> targets = admission.await(Admission.http2(settings, recent), listener);
    Instant begin = Instant.ofEpochSecond(0, settings.window().fromNanos());
    try (LegCredentials credentials = admission.authorise(targets);
        KafkaTail tail = events.followExchanges(begin)) {
      ReplaySettings ready = PoolListing.filled(settings, targets, credentials);
      return new FileRun(ready, RunRequests.followed(ready, recent, lag), 0, targets, credentials)
          .run(new Followed(tail, recent.services()), legSanitiser, runLog, listener);
    }
  }

  private final class Followed implements FileRun.Course {

    private final RunClock clock = RunClock.now();
    private final FollowedReader reader;
    private final Set<String> services;

    Followed(KafkaTail tail, Set<String> services) {
      this.services = services;
      reader =
          new FollowedReader(
              tail::poll, settings.window(), lag, () -> clock.wallAt(System.nanoTime()));
    }

    @Override
    public ReplaySource exchanges() {
      EventReader meant =
          new SelectedReader(new ProductionWatch(reader, settings), settings.selection());
      return ReplaySource.ordered(() -> meant);
    }

    @Override
    public Pace pace(RunClock clock) {
      long from = settings.window().fromNanos();
      return new Pace(
          settings.speed(),
          new RecordedSpan(from, from, 0),
          clock.monotonicAt(from + lag.toNanos()));
    }

    /** Endpoints as they are known by now. */
    @Override
    public void begin(RunLogWriter writer) throws IOException {
      for (String service : services) {
        writer.copy(Event.newBuilder().setTemplates(events.templates(service)).build());
      }
    }

    /** What the report counts the exchanges against. */
    @Override
    public void end(RunLogWriter writer) throws IOException {
      Window window = settings.window();
      // Of what began later, nothing was given.
      long given = clock.wallAt(System.nanoTime()) - lag.toNanos();
      long to = Math.clamp(given, window.fromNanos(), window.toNanos());
      Selection whole =
          new Selection(new Window(window.fromNanos(), to), settings.selection().service());
      try (EventReader ledger = events.window(whole, longest).openLedger()) {
        for (Event event = ledger.next(); event != null; event = ledger.next()) {
          writer.copy(event);
        }
      }
    }

    @Override
    public boolean stop() {
      reader.end();
      return true;
    }
  }
}
