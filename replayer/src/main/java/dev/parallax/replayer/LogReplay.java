package dev.parallax.replayer;

import dev.parallax.proto.Event;
import dev.parallax.proto.LogRun;
import dev.parallax.proto.OffsetRange;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.RunRequested;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.log.kafka.KafkaTail;
import dev.parallax.recorder.log.kafka.KafkaWindow;
import dev.parallax.recorder.log.kafka.RunStory;
import dev.parallax.replayer.credentials.LegCredentials;
import dev.parallax.replayer.plan.RunClock;
import dev.parallax.replayer.plan.Speed;
import dev.parallax.replayer.runlog.Progress;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.runlog.RunEnd;
import dev.parallax.replayer.safety.ReplayRefused;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.safety.TargetDown;
import dev.parallax.replayer.source.Linked;
import dev.parallax.replayer.source.Survey;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run over a window of the log: requested by an event, done here or by the log's workers, and
 * finished when every exchange has its outcomes in the log.
 */
public final class LogReplay {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration WORKERS_MISSED = Duration.ofSeconds(5);
  private static final Duration WORKERS_WITHIN = Duration.ofMinutes(1);

  /** So that all workers know of a run before its first exchange is due. */
  private static final Duration HEAD_START = Duration.ofSeconds(2);

  /** And have practised, where it is due at a time. */
  private static final Duration PACED_HEAD_START = HEAD_START.plus(Warmup.AT_MOST);

  private final KafkaEvents events;

  /** With the ids that staging was asked for, once it is let in. */
  private ReplaySettings settings;

  private final Survey survey;
  private final GrpcDescriptors descriptors;
  private final ProgressListener listener;
  private final RunJournal journal;

  /**
   * @param settings whose {@code source} is the service, or empty where the log has one
   * @param descriptors of gRPC calls, whose messages are else reduced; those of workers are their
   *     own
   * @param listener warned of targets before anything is sent, then told of the progress
   */
  public LogReplay(
      KafkaEvents events,
      ReplaySettings settings,
      Survey survey,
      GrpcDescriptors descriptors,
      ProgressListener listener) {
    this.descriptors = descriptors;
    this.events = events;
    this.settings = settings;
    this.survey = survey;
    this.listener = listener;
    this.journal = new RunJournal(events, settings.runId(), listener::warned);
  }

  /**
   * Does the run in this process. Blocks until it is finished.
   *
   * <p>An interrupt ends it early: that is written down, and the method returns with the thread's
   * interrupt set.
   *
   * @throws ReplayRefused if a leg may not be sent to: nothing was requested
   * @throws TargetDown if a leg accepts no connection: nothing was requested
   * @throws IOException if credentials can't be had: nothing was requested; or if the log can't be
   *     read or written
   * @throws InterruptedException if interrupted before the run was requested
   */
  public RunFinished here(KafkaWindow window)
      throws ReplayRefused, TargetDown, IOException, InterruptedException {
    Admission admission = Admission.of(settings, survey.served(), survey.upstreams());
    List<Target> targets = admission.await(Admission.http2(settings, survey), listener);
    try (LegCredentials credentials = admission.authorise(targets)) {
      settings = PoolListing.filled(settings, targets, credentials);
      LogRun.Builder log = events.marks(window).setShared(false);
      Warmup.of(settings, () -> events.exchanges(log.getExchangesList(), Set.of()));
      RunRequested requested = request(log);
      try (RunTask task = RunTask.open(requested, settings, 0, targets, credentials, descriptors)) {
        task.legs().protector().warn(listener::warned);
        return alone(requested, task);
      }
    }
  }

  private RunFinished alone(RunRequested requested, RunTask task) throws IOException {
    Set<Integer> all =
        requested.getLog().getExchangesList().stream()
            .map(OffsetRange::getPartition)
            .collect(Collectors.toSet());
    Share share = new Share(events, task, "requester", all);
    FutureTask<RunFinished> run =
        new FutureTask<>(
            () -> {
              share.run(listener);
              return finished();
            });
    Thread.ofPlatform().name("replay-plan").daemon().start(run);
    return await(run, share);
  }

  private RunFinished await(FutureTask<RunFinished> run, Share share) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          RunFinished finished = run.get();
          return interrupted ? journal.endEarly(RunEnd.early("interrupted")) : finished;
        } catch (InterruptedException e) {
          interrupted = true;
          share.stop();
        }
      }
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof LegFailed) {
        return journal.endEarly(RunEnd.legFailed(String.valueOf(cause.getMessage())));
      }
      endBroken(cause);
      throw cause instanceof IOException io ? io : new IOException("the run broke off", cause);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Leaves the run to the workers of the log, and waits until they finished it.
   *
   * <p>An interrupt ends it early for all of them, as in {@link #here}.
   *
   * @param group that the workers share the log in
   */
  public RunFinished shared(KafkaWindow window, String group)
      throws ReplayRefused, IOException, InterruptedException {
    Admission admission = Admission.of(settings, survey.served(), survey.upstreams());
    List<Target> targets = admission.reset(listener);
    // Workers have credentials of their own: here they are for the lists alone.
    if (settings.pools().isOpen()) {
      try (LegCredentials credentials = admission.authorise(targets)) {
        settings = PoolListing.filled(settings, targets, credentials);
      }
    }
    tellLeftOut();
    try (KafkaTail runs = events.followRuns()) {
      request(
          events
              .marks(window)
              .setShared(true)
              .setGroup(group)
              .addAllLinked(survey.linked().sessions()));
      try {
        return follow(runs, group);
      } catch (InterruptedException | InterruptedIOException e) {
        Thread.interrupted();
        try {
          return journal.endEarly(RunEnd.early("interrupted"));
        } finally {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private void tellLeftOut() {
    long links = survey.linked().leftOut();
    if (links > 0) {
      listener.warned(
          "%d links between sessions are not followed from worker to worker (expected: at most %d sessions with links; a shorter window or a sample has fewer)"
              .formatted(links, Linked.MAX_SESSIONS));
    }
  }

  private RunFinished follow(KafkaTail runs, String group)
      throws IOException, InterruptedException {
    RunStory story = new RunStory();
    long planned = survey.exchanges() * settings.amplify() * settings.rounds().count();
    long began = System.nanoTime();
    long asked = began;
    int missed = 0;
    while (story.finished().isEmpty()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      for (Event event : runs.poll(POLL)) {
        if (event.getRun().getRunId().equals(settings.runId())) {
          story.add(event.getRun());
        }
      }
      long now = System.nanoTime();
      Duration elapsed = Duration.ofNanos(now - began);
      listener.progressed(
          new Progress(planned, Math.min(planned, story.settled()), story.failures(), elapsed));
      if (now - asked > WORKERS_MISSED.toNanos()) {
        asked = now;
        missed = workersMissing(group) ? missed + 1 : 0;
        tellMissed(missed);
      }
    }
    return story.finished().orElseThrow().getFinished();
  }

  private RunRequested request(LogRun.Builder log) throws IOException {
    Duration start = settings.speed() instanceof Speed.Max ? HEAD_START : PACED_HEAD_START;
    long begins = RunClock.now().wallNanos() + (log.getShared() ? start.toNanos() : 0);
    RunRequested requested =
        RunRequests.requested(settings, survey).toBuilder()
            .setLog(RunRequests.limited(log, settings).setBeginsAtNanos(begins))
            .build();
    journal.append(RunEvent.newBuilder().setRequested(requested));
    return requested;
  }

  /** Nobody knows while the cluster does not answer: then nobody is missed. */
  private boolean workersMissing(String group) {
    try {
      return events.workers(group) == 0;
    } catch (IOException e) {
      listener.warned(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void tellMissed(int times) throws IOException {
    if (times == 1) {
      listener.warned(
          "no worker shares this log: the run waits for one (parallax worker --kafka %s)"
              .formatted(events.bootstrap()));
    } else if (times * WORKERS_MISSED.toSeconds() >= WORKERS_WITHIN.toSeconds()) {
      journal.endEarly(RunEnd.early("no worker shared the log"));
      throw new IOException(
          "no worker shared the log at %s for %d s: the run was ended (expected: parallax worker --kafka %s)"
              .formatted(events.bootstrap(), WORKERS_WITHIN.toSeconds(), events.bootstrap()));
    }
  }

  /** What broke the run off is what is told. */
  private void endBroken(@Nullable Throwable cause) {
    try {
      journal.endEarly(RunEnd.early("the run broke off"));
    } catch (IOException also) {
      if (cause != null) {
        cause.addSuppressed(also);
      }
    }
  }

  /** As the log tells it: the same that anybody else reads there. */
  private RunFinished finished() throws IOException {
    RunStory story = new RunStory();
    try (KafkaTail runs = events.followRuns()) {
      while (!runs.isCaughtUp()) {
        for (Event event : runs.poll(POLL)) {
          if (event.getRun().getRunId().equals(settings.runId())) {
            story.add(event.getRun());
          }
        }
      }
    }
    return story
        .finished()
        .orElseThrow(
            () -> new IOException("run " + settings.runId() + ": not every exchange was done"))
        .getFinished();
  }
}
