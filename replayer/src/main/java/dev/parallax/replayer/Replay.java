package dev.parallax.replayer;

import dev.parallax.proto.Event;
import dev.parallax.proto.Leg;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.RunRequested;
import dev.parallax.proto.RunStarted;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.sanitize.Sanitiser;
import dev.parallax.replayer.plan.Rounds;
import dev.parallax.replayer.plan.RunClock;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.runlog.RunLogWriter;
import dev.parallax.replayer.safety.ReplayRefused;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.safety.TargetDown;
import dev.parallax.replayer.safety.TargetGuard;
import dev.parallax.replayer.safety.TargetProbe;
import dev.parallax.replayer.source.ReplaySource;
import dev.parallax.replayer.source.Survey;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
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
      ReplaySource source,
      Sanitiser legSanitiser,
      EventLog runLog,
      ProgressListener listener)
      throws ReplayRefused, TargetDown, IOException, InterruptedException {
    Survey survey = Survey.of(source, settings.window());
    TargetGuard guard =
        new TargetGuard(
            settings.targets().allowTargets(),
            survey.served(),
            survey.upstreams(),
            !settings.writes().isEmpty());
    List<Target> targets = settings.targets().admit(guard);
    for (Target target : targets) {
      guard.warning(target).ifPresent(listener::warned);
      TargetProbe.await(target, settings.targets().waitFor());
    }

    ReplaySource surveyed = source.first(survey.events());
    RunClock clock = clock();
    long planned = survey.exchanges() * settings.rounds().count();
    RunLogWriter writer =
        RunLogWriter.start(runLog, legSanitiser, settings.runId(), clock, planned, listener);
    try (Dispatch dispatch = new Dispatch(settings, survey, targets, writer, clock)) {
      return inOwnThread(
          dispatch,
          writer,
          () -> {
            writer.append(RunEvent.newBuilder().setRequested(requested(settings, survey)));
            copyAccounts(surveyed, settings.window(), writer);
            writer.append(
                RunEvent.newBuilder()
                    .setStarted(
                        RunStarted.newBuilder()
                            .setWorker(WORKER)
                            .setExchanges(survey.exchanges())));
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

  private static RunRequested requested(ReplaySettings settings, Survey survey) {
    Rounds rounds = settings.rounds();
    URI control = settings.targets().control();
    Window window = settings.window();
    return RunRequested.newBuilder()
        .setSource(settings.source())
        .setFromNanos(Math.max(0, window.fromNanos()))
        .setToNanos(window.equals(Window.all()) ? 0 : window.toNanos())
        .setCandidate(settings.targets().candidate().toString())
        .setControl(control == null ? "" : control.toString())
        .setSpeed(settings.speed().toString())
        .setCandidateAttempts(rounds.attemptsAt(Leg.CANDIDATE))
        .setControlAttempts(rounds.attemptsAt(Leg.CONTROL))
        .setJudging(settings.judging())
        .addAllWrites(settings.writes().stream().sorted().toList())
        .setSeed(settings.seed())
        .addAllServedAuthorities(survey.served().stream().sorted().toList())
        .setSourceDamage(survey.damage())
        .build();
  }

  private static RunClock clock() {
    Instant now = Instant.now();
    return new RunClock(now.getEpochSecond() * 1_000_000_000L + now.getNano(), System.nanoTime());
  }
}
