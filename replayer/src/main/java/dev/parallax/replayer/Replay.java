package dev.parallax.replayer;

import dev.parallax.proto.Event;
import dev.parallax.proto.RunFinished;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.SelectedReader;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.sanitize.Sanitiser;
import dev.parallax.replayer.credentials.LegCredentials;
import dev.parallax.replayer.plan.Pace;
import dev.parallax.replayer.plan.RunClock;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.runlog.RunLogWriter;
import dev.parallax.replayer.safety.ReplayRefused;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.safety.TargetDown;
import dev.parallax.replayer.source.ReplaySource;
import dev.parallax.replayer.source.Survey;
import java.io.IOException;
import java.util.List;

/** One run: plans, guards, sends, and appends to the run log. */
public final class Replay {

  private Replay() {}

  /**
   * Replays a recording to the legs. Blocks until every planned attempt has its outcome.
   *
   * <p>The run log gets the run's events, then the recording's ledger and templates, then each
   * exchange once, directly followed by its outcomes. An empty window is a run of no exchanges. Of
   * a recording that is still being written, what is there at the beginning is replayed.
   *
   * <p>An interrupt ends the sending: what was not answered by then is skipped as {@code
   * RUN_ENDED}, the log is completed, and the method returns with the thread's interrupt set.
   *
   * <p>So does a leg that is taken for dead, and the method returns: see {@link
   * dev.parallax.replayer.protect}.
   *
   * @param survey of the source, in the selection of the settings
   * @param source all that was recorded, of every time and service
   * @param legSanitiser for the legs' answers: one fresh key for the run
   * @param runLog flushed, not closed; used by one other thread during the run
   * @param listener warned of targets before anything is sent, then told of the progress
   * @throws ReplayRefused if a leg may not be sent to: not one byte was sent, nothing was appended
   * @throws TargetDown if a leg accepts no connection: nothing was appended
   * @throws IOException if credentials can't be had, or staging does not give the ids that it is
   *     asked for: nothing was appended; or if the recording can't be read or the run log can't be
   *     written
   * @throws InterruptedException if interrupted before anything was sent
   */
  public static RunFinished run(
      ReplaySettings settings,
      Survey survey,
      ReplaySource source,
      Sanitiser legSanitiser,
      EventLog runLog,
      ProgressListener listener)
      throws ReplayRefused, TargetDown, IOException, InterruptedException {
    Admission admission = Admission.of(settings, survey.served(), survey.upstreams());
    List<Target> targets = admission.await(Admission.http2(settings, survey), listener);
    ReplaySource first = source.first(survey.events());
    Selection meant =
        new Selection(Window.all(), settings.selection().service(), settings.selection().where());
    Recording recording =
        new Recording(settings, survey, () -> new SelectedReader(first.open(), meant));
    try (LegCredentials credentials = admission.authorise(targets)) {
      ReplaySettings ready = PoolListing.filled(settings, targets, credentials);
      Warmup.of(ready, first);
      return new FileRun(
              ready,
              RunRequests.requested(ready, survey),
              survey.exchanges() * ready.amplify(),
              targets,
              credentials)
          .run(recording, legSanitiser, runLog, listener);
    }
  }

  /**
   * All of what was recorded.
   *
   * @param exchanges with what accounts for them
   */
  private record Recording(ReplaySettings settings, Survey survey, ReplaySource exchanges)
      implements FileRun.Course {

    @Override
    public Pace pace(RunClock clock) {
      return new Pace(
          settings.speed(), survey.amplified(settings.amplify()).span(), System.nanoTime());
    }

    /** What the report counts the exchanges against, and derives their endpoints from. */
    @Override
    public void begin(RunLogWriter writer) throws IOException {
      try (EventReader reader = exchanges.open()) {
        for (Event event = reader.next(); event != null; event = reader.next()) {
          if (event.hasTemplates()
              || (event.hasLedger() && settings.window().touches(event.getLedger()))) {
            writer.copy(event);
          }
        }
      }
    }

    @Override
    public void end(RunLogWriter writer) {}

    @Override
    public boolean stop() {
      return false;
    }
  }
}
