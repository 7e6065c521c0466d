package dev.parallax.replayer;

import dev.parallax.proto.Event;
import dev.parallax.proto.LogRun;
import dev.parallax.proto.OffsetRange;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunRequested;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.log.kafka.KafkaTail;
import dev.parallax.recorder.log.kafka.RunStory;
import dev.parallax.recorder.log.kafka.WorkerGroup;
import dev.parallax.replayer.credentials.NoCredentials;
import dev.parallax.replayer.plan.RunClock;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.runlog.RunEnd;
import dev.parallax.replayer.safety.ReplayRefused;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.safety.TargetDown;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes its share of each run that is left to its group of workers, one run after the other, in the
 * order in which they were requested. The log's partitions are divided among all workers; this one
 * works on those that are its own at the moment.
 *
 * <p>Confined to the thread that runs it, but for the partitions, which the membership's thread
 * tells.
 */
public final class Worker {

  private static final Duration POLL = Duration.ofMillis(200);

  /** From the end of practice until the first exchange is due, to open all that a run needs. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  private final KafkaEvents events;
  private final WorkerSettings settings;
  private final WorkerListener listener;
  private final OpenRuns runs;
  private volatile Set<Integer> partitions = Set.of();
  private @Nullable WorkerRun active;
  private boolean warm;

  public Worker(KafkaEvents events, WorkerSettings settings, WorkerListener listener) {
    this.events = events;
    this.settings = settings;
    this.listener = listener;
    this.runs = new OpenRuns(settings.group());
  }

  /**
   * Works until the thread is interrupted; then leaves to others what it has not done.
   *
   * @throws IOException if the log can't be followed any more
   */
  public void run() throws IOException {
    try (KafkaTail tail = events.followRuns();
        WorkerGroup group = events.join(settings.group(), this::assigned)) {
      while (!tail.isCaughtUp()) {
        tail.poll(POLL).forEach(this::hear);
      }
      while (!Thread.currentThread().isInterrupted()) {
        act();
        tail.poll(POLL).forEach(this::hear);
        if (!group.isAlive()) {
          throw new IOException("membership of group " + settings.group() + " has ended");
        }
      }
    } catch (InterruptedIOException | InterruptedException e) {
      // Asked to end.
    } finally {
      endActive("left to others");
    }
  }

  private void assigned(Set<Integer> now) {
    partitions = now;
    listener.assigned(now);
  }

  private void hear(Event event) {
    runs.hear(event.getRun());
  }

  private void act() throws IOException, InterruptedException {
    WorkerRun current = active;
    if (current != null && runs.isOver(current.runId())) {
      endActive("finished");
      current = null;
    }
    if (current == null) {
      current = next();
      active = current;
    }
    if (current != null) {
      WorkerRun working = current;
      runs.story(current.runId())
          .ifPresent(
              story -> {
                working.adjust(partitions, story);
                working.tell(story);
              });
    }
  }

  /** The first that was requested and is open. */
  private @Nullable WorkerRun next() throws IOException, InterruptedException {
    for (RunEvent requested : runs.requested()) {
      WorkerRun begun = begin(requested);
      if (begun != null) {
        return begun;
      }
    }
    return null;
  }

  /** Null if this worker can't do it: then nobody is to wait for it, and the run ends. */
  private @Nullable WorkerRun begin(RunEvent event) throws IOException, InterruptedException {
    String runId = event.getRunId();
    RunRequested requested = event.getRequested();
    OptionalLong started =
        runs.story(runId).map(RunStory::startedAtNanos).orElse(OptionalLong.empty());
    RunJournal journal = new RunJournal(events, runId, listener::warned);
    try {
      ReplaySettings run = RunRequests.settings(runId, requested, settings);
      Admission admission =
          Admission.of(
              run,
              Set.copyOf(requested.getServedAuthoritiesList()),
              Set.copyOf(requested.getUpstreamsList()));
      // Once it has begun, a target that is down is an outcome.
      List<Target> targets =
          started.isPresent()
              ? admission.admit(warnings())
              : admission.await(Admission.http2(run, requested), warnings());
      practise(run, requested.getLog());
      RunTask task =
          RunTask.open(
              requested,
              run,
              started.orElse(RunClock.now().wallNanos()),
              targets,
              admission.authorise(targets),
              settings.descriptors());
      task.legs().protector().warn(told -> listener.warned("run " + runId + ": " + told));
      return new WorkerRun(events, task, settings.name(), journal, listener);
    } catch (ReplayRefused | TargetDown | NoCredentials | IllegalArgumentException e) {
      String because = "worker %s: %s".formatted(settings.name(), e.getMessage());
      listener.warned(because);
      journal.endEarly(RunEnd.early(because));
      runs.end(runId);
      return null;
    }
  }

  /** Before this worker's first run, in the time that is left until that is due. */
  private void practise(ReplaySettings run, LogRun log) throws InterruptedException {
    Set<Integer> mine = partitions;
    List<OffsetRange> ranges =
        log.getExchangesList().stream()
            .filter(range -> mine.contains(range.getPartition()))
            .toList();
    if (!warm && !ranges.isEmpty()) {
      warm = true;
      long leftNanos = log.getBeginsAtNanos() - RunClock.now().wallNanos();
      Warmup.within(
          Duration.ofNanos(leftNanos).minus(MARGIN), run, () -> events.exchanges(ranges, Set.of()));
    }
  }

  private ProgressListener warnings() {
    return WorkerRun.warnings(listener);
  }

  private void endActive(String because) {
    WorkerRun current = active;
    active = null;
    if (current != null) {
      current.close();
      listener.ended(current.runId(), because);
    }
  }
}
