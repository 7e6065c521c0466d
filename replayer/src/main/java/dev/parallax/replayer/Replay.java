package dev.parallax.replayer;

import dev.parallax.proto.Event;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.RunStarted;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.SelectedReader;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.sanitize.Sanitiser;
import dev.parallax.replayer.plan.Pace;
import dev.parallax.replayer.plan.RunClock;
import dev.parallax.replayer.runlog.Kept;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.runlog.RunLog;
import dev.parallax.replayer.runlog.RunLogWriter;
import dev.parallax.replayer.runlog.RunSigns;
import dev.parallax.replayer.safety.ReplayRefused;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.safety.TargetDown;
import dev.parallax.replayer.source.ReplaySource;
import dev.parallax.replayer.source.Survey;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** One run: plans, guards, sends, and appends to the run log. */
public final class Replay {

  private static final String WORKER = "replay";

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
   * @param survey of the source, in the selection of the settings
   * @param source all that was recorded, of every time and service
   * @param legSanitiser for the legs' answers: one fresh key for the run
   * @param runLog flushed, not closed; used by one other thread during the run
   * @param listener warned of targets before anything is sent, then told of the progress
   * @throws ReplayRefused if a leg may not be sent to: not one byte was sent, nothing was appended
   * @throws TargetDown if a leg accepts no connection: nothing was appended
   * @throws IOException if the recording can't be read or the run log can't be written
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
    List<Target> targets =
        Admission.of(settings, survey.served(), survey.upstreams())
            .await(Admission.http2(settings, survey), listener);
    ReplaySource first = source.first(survey.events());
    Selection meant =
        new Selection(Window.all(), settings.selection().service(), settings.selection().where());
    ReplaySource surveyed = () -> new SelectedReader(first.open(), meant);
    RunClock clock = RunClock.now();
    RunSigns signs = new RunSigns(settings.runId(), "");
    long planned = survey.exchanges() * settings.rounds().count();
    RunLog log = new RunLog(runLog, legSanitiser, signs, clock, planned, Kept.unheard());
    RunLogWriter writer = RunLogWriter.start(log, listener);
    try (Legs legs =
        new Legs(targets, settings.targets().wire(), settings.limits(), settings.runId())) {
      Pace pace = new Pace(settings.speed(), survey.firstNanos(), System.nanoTime());
      Dispatch dispatch =
          new Dispatch(settings, pace, legs, new Outcomes(signs, clock), writer, _ -> true);
      return inOwnThread(
          dispatch,
          writer,
          () -> {
            writer.append(
                RunEvent.newBuilder().setRequested(RunRequests.requested(settings, survey)));
            copyAccounts(surveyed, settings.window(), writer);
            writer.append(
                RunEvent.newBuilder()
                    .setStarted(
                        RunStarted.newBuilder()
                            .setWorker(WORKER)
                            .setExchanges(survey.exchanges())
                            .setGrpcDescriptors(settings.grpcDescriptors())));
            dispatch.run(surveyed);
          });
    }
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  /** So that an interrupt of the caller ends the sending, and not a read or write half-way. */
  private static RunFinished inOwnThread(Dispatch dispatch, RunLogWriter writer, Work work)
      throws IOException {
    FutureTask<@Nullable Void> task =
        new FutureTask<>(
            () -> {
              work.run();
              return null;
            });
    Thread.ofPlatform().name("replay-plan").daemon().start(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          task.get();
          return writer.finish(dispatch.endedBecause());
        } catch (InterruptedException e) {
          interrupted = true;
          dispatch.end("interrupted");
        }
      }
    } catch (ExecutionException e) {
      throw brokenOff(writer, e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Completes the run log as far as that goes; what broke the run off is what is told. */
  private static IOException brokenOff(RunLogWriter writer, @Nullable Throwable cause) {
    IOException told =
        cause instanceof IOException io ? io : new IOException("the run broke off", cause);
    try {
      writer.finish("the recording could not be read to its end");
    } catch (IOException also) {
      told.addSuppressed(also);
    }
    return told;
  }

  /** What the report counts the exchanges against, and derives their endpoints from. */
  private static void copyAccounts(ReplaySource source, Window window, RunLogWriter writer)
      throws IOException {
    try (EventReader reader = source.open()) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        if (event.hasTemplates() || (event.hasLedger() && window.touches(event.getLedger()))) {
          writer.copy(event);
        }
      }
    }
  }
}
