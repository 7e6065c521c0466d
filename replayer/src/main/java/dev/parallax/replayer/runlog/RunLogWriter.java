package dev.parallax.replayer.runlog;

import dev.parallax.proto.Event;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunFinished;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.sanitize.Harmless;
import dev.parallax.recorder.sanitize.Sanitised;
import dev.parallax.recorder.sanitize.Sanitiser;
import dev.parallax.replayer.plan.RunClock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sanitises and appends, on a thread of its own.
 *
 * <p>Every method may be called from any thread and blocks while the queue is full, so that sending
 * can't outrun writing. Once the log has failed, what comes is dropped, nobody is blocked any more,
 * and {@link #finish} throws.
 */
public final class RunLogWriter {

  /** Short: each entry may hold whole bodies. */
  private static final int QUEUED = 16;

  private static final long PROGRESS_NANOS = Duration.ofSeconds(2).toNanos();

  private sealed interface Entry {
    record Plain(Sanitised<?> event) implements Entry {}

    record Of(Settled settled) implements Entry {}

    record Last(String endedEarlyBecause) implements Entry {}
  }

  private final RunLog log;
  private final ProgressListener listener;
  private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUED);
  private final Thread thread =
      Thread.ofPlatform().name("replay-log").daemon().unstarted(this::write);
  private volatile @Nullable Throwable failed;

  // Confined to the thread, until it has ended.
  private boolean atEnd;
  private long toldNanos = System.nanoTime();
  private RunFinished finished = RunFinished.getDefaultInstance();

  private RunLogWriter(RunLog log, ProgressListener listener) {
    this.log = log;
    this.listener = listener;
  }

  /**
   * @param log appended to and flushed; the caller closes it
   * @param sanitiser one fresh key for all legs of the run
   * @param planned sendings of exchanges, for the progress
   */
  public static RunLogWriter start(
      EventLog log,
      Sanitiser sanitiser,
      String runId,
      RunClock clock,
      long planned,
      ProgressListener listener) {
    RunLogWriter writer =
        new RunLogWriter(new RunLog(log, sanitiser, runId, clock, planned), listener);
    writer.thread.start();
    return writer;
  }

  /** An event of this run: its id and time are filled in. */
  public void append(RunEvent.Builder event) {
    put(new Entry.Plain(log.stamped(event)));
  }

  /** An event of the recording, as it stands there. */
  public void copy(Event recorded) {
    put(new Entry.Plain(Harmless.reread(recorded)));
  }

  public void settle(Settled settled) {
    put(new Entry.Of(settled));
  }

  /** Whether the log can't be written any more. */
  public boolean hasFailed() {
    return failed != null;
  }

  /**
   * Writes what was given so far, and the end of the run; flushes.
   *
   * @param endedEarlyBecause empty if the run came to its end
   * @throws IOException if anything could not be written
   */
  public RunFinished finish(String endedEarlyBecause) throws IOException {
    put(new Entry.Last(endedEarlyBecause));
    uninterrupted(thread::join);
    Throwable cause = failed;
    if (cause != null) {
      throw new IOException("run log: " + why(cause), cause);
    }
    return finished;
  }

  /** Of what is no I/O error, the class alone: its message may quote what was being written. */
  private static String why(Throwable failure) {
    return failure instanceof IOException io && io.getMessage() != null
        ? io.getMessage()
        : "writing failed with " + failure.getClass().getName();
  }

  private void put(Entry entry) {
    uninterrupted(() -> queue.put(entry));
  }

  private void write() {
    try (OutcomeSpool spool = OutcomeSpool.create()) {
      while (!atEnd) {
        Entry entry = queue.poll(PROGRESS_NANOS, TimeUnit.NANOSECONDS);
        if (entry != null) {
          handle(entry, spool);
        }
        tell();
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      // Whatever it was: nobody may wait for this thread in vain.
      failed = e;
    }
    uninterrupted(this::dropTheRest);
  }

  private void handle(Entry entry, OutcomeSpool spool) throws IOException {
    switch (entry) {
      case Entry.Plain plain -> log.append(plain.event());
      case Entry.Of of -> log.settle(of.settled(), spool);
      case Entry.Last last -> {
        atEnd = true;
        finished = log.finish(last.endedEarlyBecause());
      }
    }
  }

  /** Every few seconds, and at the end, when the log is closed to further events. */
  private void tell() throws IOException {
    boolean due = System.nanoTime() - toldNanos >= PROGRESS_NANOS;
    if (due && !atEnd) {
      toldNanos = System.nanoTime();
      log.appendProgress();
    }
    if (due || atEnd) {
      listener.progressed(log.progress());
    }
  }

  /** After a failure, so that nobody waits for a log that can't be written. */
  private void dropTheRest() throws InterruptedException {
    while (!atEnd) {
      atEnd = queue.take() instanceof Entry.Last;
    }
  }

  private interface Blocking {
    void run() throws InterruptedException;
  }

  /** An interrupt ends the sending, and keeps nothing that was sent from being written. */
  private static void uninterrupted(Blocking action) {
    boolean interrupted = false;
    while (true) {
      try {
        action.run();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
