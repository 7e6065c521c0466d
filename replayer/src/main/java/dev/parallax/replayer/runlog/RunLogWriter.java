package dev.parallax.replayer.runlog;

import dev.parallax.proto.Event;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunFinished;
import dev.parallax.recorder.sanitize.Harmless;
import dev.parallax.recorder.sanitize.Sanitised;
import dev.parallax.recorder.spool.OutcomeSpool;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sanitises and appends, on a thread of its own.
 *
 * <p>Every method may be called from any thread and blocks while {@link #QUEUED_BYTES} wait, so
 * that sending can't outrun writing. Less than that is no reason to send late: where all begins at
 * once, the first answers take this thread longest. Once the log has failed, what comes is dropped,
 * nobody is blocked any more, and {@link #finish} throws.
 */
public final class RunLogWriter implements AutoCloseable {

  private static final int QUEUED_BYTES =
      (int) Math.min(32 << 20, Runtime.getRuntime().maxMemory() / 16);

  /** What a result costs in memory besides its body. */
  private static final long FIXED_BYTES = 4 << 10;

  private static final long PROGRESS_NANOS = Duration.ofSeconds(2).toNanos();

  private sealed interface Entry {

    /** What it holds in memory, about. */
    default long bytes() {
      return 0;
    }

    record Plain(Sanitised<?> event) implements Entry {
      @Override
      public long bytes() {
        return FIXED_BYTES + event.event().getSerializedSize();
      }
    }

    record Of(Settled settled) implements Entry {
      @Override
      public long bytes() {
        return settled.exchange().exchange().getSerializedSize()
            + settled.results().stream().mapToLong(Of::bytes).sum();
      }

      private static long bytes(Result result) {
        return FIXED_BYTES
            + switch (result) {
              case Result.Answered answered -> answered.raw().response().body().heldBytes();
              case Result.Unanswered unanswered -> unanswered.outcome().getSerializedSize();
            };
      }
    }

    record Flush(CountDownLatch flushed) implements Entry {}

    /** Null where others go on with the run: then its end is not theirs to tell. */
    record Last(@Nullable RunEnd how) implements Entry {}
  }

  private record Queued(Entry entry, int bytes) {}

  private final RunLog log;
  private final ProgressListener listener;
  private final BlockingQueue<Queued> queue = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(QUEUED_BYTES, true);
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

  public static RunLogWriter start(RunLog log, ProgressListener listener) {
    RunLogWriter writer = new RunLogWriter(log, listener);
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
   * @throws IOException if anything could not be written
   */
  public RunFinished finish(RunEnd how) throws IOException {
    put(new Entry.Last(how));
    uninterrupted(thread::join);
    throwIfFailed();
    return finished;
  }

  /**
   * Writes what was given so far, and nothing of the run's end: others go on with it.
   *
   * @throws IOException if anything could not be written
   */
  @Override
  public void close() throws IOException {
    put(new Entry.Last(null));
    uninterrupted(thread::join);
    throwIfFailed();
  }

  /**
   * Returns once all that was given so far is in the log for good.
   *
   * @throws IOException if anything could not be written
   */
  public void flush() throws IOException {
    CountDownLatch flushed = new CountDownLatch(1);
    put(new Entry.Flush(flushed));
    uninterrupted(flushed::await);
    throwIfFailed();
  }

  private void throwIfFailed() throws IOException {
    Throwable cause = failed;
    if (cause != null) {
      throw new IOException("run log: " + why(cause), cause);
    }
  }

  /** Of what is no I/O error, the class alone: its message may quote what was being written. */
  private static String why(Throwable failure) {
    return failure instanceof IOException io && io.getMessage() != null
        ? io.getMessage()
        : "writing failed with " + failure.getClass().getName();
  }

  private void put(Entry entry) {
    int bytes = (int) Math.min(QUEUED_BYTES, entry.bytes());
    uninterrupted(() -> room.acquire(bytes));
    queue.add(new Queued(entry, bytes));
  }

  private void write() {
    try (OutcomeSpool spool = OutcomeSpool.create()) {
      while (!atEnd) {
        Queued next = queue.poll(PROGRESS_NANOS, TimeUnit.NANOSECONDS);
        if (next != null) {
          handle(next, spool);
        }
        tell();
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      // Whatever it was: nobody may wait for this thread in vain.
      failed = e;
    }
    uninterrupted(this::dropTheRest);
  }

  private void handle(Queued next, OutcomeSpool spool) throws IOException {
    try {
      handle(next.entry(), spool);
    } finally {
      room.release(next.bytes());
    }
  }

  private void handle(Entry entry, OutcomeSpool spool) throws IOException {
    switch (entry) {
      case Entry.Plain plain -> log.append(plain.event());
      case Entry.Of of -> log.settle(of.settled(), spool);
      case Entry.Flush flush -> flush(flush.flushed());
      case Entry.Last last -> {
        atEnd = true;
        end(last.how());
      }
    }
  }

  /** Who waits is let go in any case, and finds that the log has failed. */
  private void flush(CountDownLatch flushed) throws IOException {
    try {
      log.flush();
    } catch (IOException | RuntimeException | Error e) {
      failed = e;
      throw e;
    } finally {
      flushed.countDown();
    }
  }

  private void end(@Nullable RunEnd how) throws IOException {
    if (how == null) {
      log.appendProgress();
      log.flush();
    } else {
      finished = log.finish(how);
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
      Queued next = queue.take();
      room.release(next.bytes());
      Entry entry = next.entry();
      if (entry instanceof Entry.Flush flush) {
        flush.flushed().countDown();
      }
      atEnd = entry instanceof Entry.Last;
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
