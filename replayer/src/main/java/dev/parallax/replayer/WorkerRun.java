package dev.parallax.replayer;

import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.log.kafka.RunStory;
import dev.parallax.replayer.runlog.Progress;
import dev.parallax.replayer.runlog.ProgressListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The run that a worker works on: a share for the partitions that it has, and one more for those
 * that it gets later. Confined to the worker's thread, but for the shares, which have a thread
 * each.
 */
final class WorkerRun implements AutoCloseable {

  private static final Duration RETRY = Duration.ofSeconds(2);

  private final KafkaEvents events;
  private final RunTask task;
  private final String worker;
  private final WorkerListener listener;
  private final List<Running> shares = new ArrayList<>();
  private int begun;
  private volatile long retryAtNanos = System.nanoTime();

  private record Running(Share share, Thread thread) {}

  WorkerRun(KafkaEvents events, RunTask task, String worker, WorkerListener listener) {
    this.events = events;
    this.task = task;
    this.worker = worker;
    this.listener = listener;
  }

  String runId() {
    return task.settings().runId();
  }

  /** Abandons what is not this worker's any more, and begins what is and is not done. */
  void adjust(Set<Integer> mine, RunStory story) {
    shares.removeIf(running -> !running.thread().isAlive());
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
    if (!wanted.isEmpty() && System.nanoTime() - retryAtNanos >= 0) {
      begin(wanted);
    }
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
      // Its end may be told before it is heard: until then it is not begun again.
      retryAtNanos = System.nanoTime() + RETRY.toNanos();
    } catch (IOException | RuntimeException e) {
      retryAtNanos = System.nanoTime() + RETRY.toNanos();
      listener.warned(
          "run %s: %s; begins again in %d s".formatted(runId(), e.getMessage(), RETRY.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
