package dev.parallax.replayer;

import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.RunRequested;
import dev.parallax.proto.RunStarted;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.sanitize.Sanitiser;
import dev.parallax.replayer.credentials.LegCredentials;
import dev.parallax.replayer.plan.Pace;
import dev.parallax.replayer.plan.RunClock;
import dev.parallax.replayer.runlog.Kept;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.runlog.RunEnd;
import dev.parallax.replayer.runlog.RunLog;
import dev.parallax.replayer.runlog.RunLogWriter;
import dev.parallax.replayer.runlog.RunSigns;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.source.ReplaySource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One run into a run log of its own, all of it in this process: the run's events, what accounts for
 * the recording, and each exchange once, directly followed by its outcomes.
 *
 * @param requested how the run log says what was asked for
 * @param planned exchanges; 0 if nobody knows
 * @param credentials closed at its end
 */
record FileRun(
    ReplaySettings settings,
    RunRequested requested,
    long planned,
    List<Target> targets,
    LegCredentials credentials) {

  private static final String WORKER = "replay";

  /** What is under way when the run is to end may take so long; a signal leaves no more time. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** What is sent, when, and what stands around it in the run log. */
  interface Course {

    ReplaySource exchanges();

    /** When the first exchange is at hand. */
    Pace pace(RunClock clock);

    /** Before the first exchange. */
    void begin(RunLogWriter writer) throws IOException;

    /** Behind the last one. */
    void end(RunLogWriter writer) throws IOException;

    /**
     * Asks for no more exchanges, so that the run comes to its end by itself. Any thread.
     *
     * @return false if there is no such end: what is left is to be skipped
     */
    boolean stop();
  }

  /**
   * Blocks until every attempt has its outcome.
   *
   * @param legSanitiser for the legs' answers: one fresh key for the run
   * @param runLog flushed, not closed; used by one other thread during the run
   */
  RunFinished run(Course course, Sanitiser legSanitiser, EventLog runLog, ProgressListener listener)
      throws IOException {
    RunClock clock = RunClock.now();
    RunSigns signs = new RunSigns(settings.runId(), "");
    long sendings = planned * settings.rounds().count();
    RunLog log = new RunLog(runLog, legSanitiser, signs, clock, sendings, Kept.unheard());
    RunLogWriter writer = RunLogWriter.start(log, listener);
    try (Legs legs = new Legs(targets, settings, credentials)) {
      legs.protector().warn(listener::warned);
      Dispatch dispatch =
          new Dispatch(
              settings,
              () -> course.pace(clock),
              legs,
              new Outcomes(signs, clock),
              writer,
              _ -> true);
      dispatch.whenEnded(course::stop);
      return inOwnThread(
          course,
          dispatch,
          writer,
          () -> {
            writer.append(RunEvent.newBuilder().setRequested(requested));
            course.begin(writer);
            writer.append(
                RunEvent.newBuilder()
                    .setStarted(
                        RunStarted.newBuilder()
                            .setWorker(WORKER)
                            .setExchanges(planned)
                            .setGrpcDescriptors(settings.grpcDescriptors())));
            dispatch.run(course.exchanges());
            course.end(writer);
          });
    }
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  /** So that an interrupt of the caller ends the sending, and not a read or write half-way. */
  private static RunFinished inOwnThread(
      Course course, Dispatch dispatch, RunLogWriter writer, Work work) throws IOException {
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
          if (interrupted && dispatch.end().isWhole()) {
            awaitInOrder(task, dispatch);
          }
          task.get();
          return writer.finish(dispatch.end());
        } catch (InterruptedException e) {
          boolean again = interrupted;
          interrupted = true;
          if (again || !course.stop()) {
            dispatch.end(RunEnd.early("interrupted"));
          }
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

  private static void awaitInOrder(FutureTask<@Nullable Void> task, Dispatch dispatch)
      throws InterruptedException, ExecutionException {
    try {
      task.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      dispatch.end(RunEnd.early("interrupted"));
    }
  }

  /** Completes the run log as far as that goes; what broke the run off is what is told. */
  private static IOException brokenOff(RunLogWriter writer, @Nullable Throwable cause) {
    IOException told =
        cause instanceof IOException io ? io : new IOException("the run broke off", cause);
    try {
      writer.finish(RunEnd.early("the recording could not be read to its end"));
    } catch (IOException also) {
      told.addSuppressed(also);
    }
    return told;
  }
}
