package dev.parallax.replayer;

import dev.parallax.proto.OffsetRange;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.log.kafka.RunStory;
import dev.parallax.replayer.plan.RunClock;
import dev.parallax.replayer.runlog.Progress;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.runlog.RunEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The run that a worker works on: a share for the partitions that it has, and one more for those
 * that it gets later. Confined to the worker's thread, but for the shares, which have a thread
 * each.
 */
final class WorkerRun implements AutoCloseable {

  private static final Duration RETRY = Duration.ofSeconds(2);

  /** In a row; with what each waits for a log that is away, some minutes. */
  private static final int MAX_FAILURES = 5;

  private final KafkaEvents events;
  private final RunTask task;
  private final String worker;
  private final RunJournal journal;
  private final WorkerListener listener;
  private final List<Running> shares = new ArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private int begun;
  private volatile long retryAtNanos = System.nanoTime();

  private record Running(Share share, Thread thread) {}

  WorkerRun(
      KafkaEvents events,
      RunTask task,
      String worker,
      RunJournal journal,
      WorkerListener listener) {
    this.events = events;
    this.task = task;
    this.worker = worker;
    this.journal = journal;
    this.listener = listener;
  }

  String runId() {
    return task.settings().runId();
  }

  /** Abandons what is not this worker's any more, and begins what is and is not done. */
  void adjust(Set<Integer> mine, RunStory story) {
    shares.removeIf(running -> !running.thread().isAlive());
    shareLimits(mine);
    Set<Integer> wanted = new TreeSet<>(mine);
    for (Running running : shares) {
      for (int partition : running.share().partitions()) {
        if (!mine.contains(partition)) {
          running.share().abandon(partition);
        }
      }
      wanted.removeAll(running.share().partitions());
    }
    wanted.removeIf(story::isDone);
    wanted.retainAll(ofRun());
    if (!wanted.isEmpty() && System.nanoTime() - retryAtNanos >= 0) {
      begin(wanted);
    }
  }

  /** Tells how far the run is, whoever did it. */
  void tell(RunStory story) {
    long planned = task.requested().getExchanges() * task.settings().rounds().count();
    long now = RunClock.now().wallNanos();
    listener.progressed(
        runId(),
        new Progress(
            planned,
            Math.min(planned, story.settled()),
            story.failures(),
            Duration.ofNanos(Math.max(0, now - story.startedAtNanos().orElse(now)))));
  }

  /** What is bounded for the whole run is divided as the partitions are. */
  private void shareLimits(Set<Integer> mine) {
    Set<Integer> all = ofRun();
    int ours = (int) all.stream().filter(mine::contains).count();
    if (ours > 0) {
      task.legs().protector().share(ours, all.size());
    }
  }

  /** A topic may have grown since. */
  private Set<Integer> ofRun() {
    return task.requested().getLog().getExchangesList().stream()
        .map(OffsetRange::getPartition)
        .collect(Collectors.toSet());
  }

  private void begin(Set<Integer> partitions) {
    begun++;
    Share share = new Share(events, task, worker + "/" + begun, partitions);
    Thread thread =
        Thread.ofPlatform().name("replay-share-" + begun).daemon().unstarted(() -> run(share));
    shares.add(new Running(share, thread));
    listener.began(runId(), partitions);
    thread.start();
  }

  private void run(Share share) {
    try {
      share.run(warnings(listener));
      failures.set(0);
    } catch (TargetsRefused e) {
      endEarly(RunEnd.early(because(e.getMessage())));
    } catch (LegFailed e) {
      endEarly(RunEnd.legFailed(because(e.getMessage())));
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Its end may be told before it is heard: until then it is not begun again.
    retryAtNanos = System.nanoTime() + RETRY.toNanos();
  }

  /** What passes is tried again; what fails each time must not go on for ever. */
  private void failed(Throwable fault) {
    String why = fault instanceof IOException ? fault.getMessage() : fault.getClass().getName();
    if (failures.incrementAndGet() < MAX_FAILURES) {
      listener.warned(
          "run %s: %s; begins again in %d s".formatted(runId(), why, RETRY.toSeconds()));
    } else {
      endEarly(RunEnd.early(because("failed %d times: %s".formatted(MAX_FAILURES, why))));
    }
  }

  private String because(@Nullable String why) {
    return "worker %s: %s".formatted(worker, why);
  }

  private void endEarly(RunEnd how) {
    listener.warned(how.because());
    try {
      journal.endEarly(how);
    } catch (IOException e) {
      listener.warned("run %s: %s".formatted(runId(), e.getMessage()));
    }
  }

  static ProgressListener warnings(WorkerListener listener) {
    return new ProgressListener() {
      @Override
      public void progressed(Progress progress) {}

      @Override
      public void warned(String sentence) {
        listener.warned(sentence);
      }
    };
  }

  /** Gives up what is under way, and waits until nothing of it can be written any more. */
  @Override
  public void close() {
    shares.forEach(running -> running.share().stop());
    boolean interrupted = Thread.interrupted();
    for (Running running : shares) {
      try {
        running.thread().join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    task.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
