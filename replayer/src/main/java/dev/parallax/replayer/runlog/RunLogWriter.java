package dev.parallax.replayer.runlog;

import dev.parallax.proto.Event;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.RunProgressed;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.raw.RawOutcome;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sanitises and appends, on a thread of its own.
 *
 * <p>Every method may be called from any thread and blocks while the queue is full, so that sending
 * can't outrun writing. Once the log has failed, what comes is dropped, nobody is blocked any more,
 * and {@link #finish} throws.
 */
public final class RunLogWriter {

  private static final Logger LOG = LoggerFactory.getLogger(RunLogWriter.class);

  /** Short: each entry may hold whole bodies. */
  private static final int QUEUED = 16;

  private static final long PROGRESS_NANOS = Duration.ofSeconds(2).toNanos();

  private sealed interface Entry {
    record Plain(Sanitised<?> event) implements Entry {}

    record Of(Settled settled) implements Entry {}

    record Last(String endedEarlyBecause) implements Entry {}
  }

  private final EventLog log;
  private final Sanitiser sanitiser;
  private final String runId;
  private final RunClock clock;
  private final ProgressListener listener;
  private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUED);
  private final Thread thread;
  private volatile @Nullable IOException failed;

  // Confined to the thread, until it has ended.
  private final long beganNanos = System.nanoTime();
  private final long planned;
  private boolean atEnd;
  private long done;
  private long exchanges;
  private long outcomes;
  private long failures;
  private long toldNanos = beganNanos;
  private RunFinished finished = RunFinished.getDefaultInstance();

  private RunLogWriter(
      EventLog log,
      Sanitiser sanitiser,
      String runId,
      RunClock clock,
      long planned,
      ProgressListener listener) {
    this.log = log;
    this.sanitiser = sanitiser;
    this.runId = runId;
    this.clock = clock;
    this.planned = planned;
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("replay-log").daemon().unstarted(this::write);
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
    RunLogWriter writer = new RunLogWriter(log, sanitiser, runId, clock, planned, listener);
    writer.thread.start();
    return writer;
  }

  /** An event of this run: its id and time are filled in. */
  public void append(RunEvent.Builder event) {
    put(new Entry.Plain(Harmless.run(stamped(event))));
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
    IOException cause = failed;
    if (cause != null) {
      throw new IOException("run log: " + cause.getMessage(), cause);
    }
    return finished;
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
    } catch (IOException e) {
      failed = e;
    } catch (InterruptedException | RuntimeException | Error e) {
      // Whatever it was: nobody may wait for this thread in vain.
      failed = new IOException(e.toString(), e);
    }
    uninterrupted(this::dropTheRest);
  }

  private void handle(Entry entry, OutcomeSpool spool) throws IOException {
    switch (entry) {
      case Entry.Plain plain -> log.append(plain.event());
      case Entry.Of of -> record(of.settled(), spool);
      case Entry.Last last -> {
        atEnd = true;
        conclude(last.endedEarlyBecause());
      }
    }
  }

  /** After a failure, so that nobody waits for a log that can't be written. */
  private void dropTheRest() throws InterruptedException {
    while (!atEnd) {
      atEnd = queue.take() instanceof Entry.Last;
    }
  }

  private void record(Settled settled, OutcomeSpool spool) throws IOException {
    String id = settled.exchange().getId();
    if (settled.last()) {
      log.append(Harmless.reread(Event.newBuilder().setExchange(settled.exchange()).build()));
      for (Event outcome : spool.take(id)) {
        log.append(Harmless.reread(outcome));
      }
      exchanges++;
    }
    for (Result result : settled.results()) {
      Sanitised<Outcome> outcome = sanitised(result);
      if (settled.last()) {
        log.append(outcome);
      } else {
        spool.add(id, outcome.event());
      }
      outcomes++;
      failures += outcome.event().hasFailure() ? 1 : 0;
    }
    done += settled.rounds();
  }

  private Sanitised<Outcome> sanitised(Result result) {
    return switch (result) {
      case Result.Answered answered -> sanitised(answered.raw());
      case Result.Unanswered unanswered -> Harmless.withoutResponse(unanswered.outcome());
    };
  }

  /** An answer that the sanitiser can't take is still an outcome, without a word of it. */
  private Sanitised<Outcome> sanitised(RawOutcome raw) {
    try {
      return sanitiser.outcome(raw);
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("exchange", raw.attempt().getExchange().getId())
          .addKeyValue("error", e.getClass().getName())
          .log("answer not sanitised");
      return Harmless.withoutResponse(
          raw.attempt().toBuilder()
              .setFailure(
                  Failure.newBuilder()
                      .setKind(Failure.Kind.MALFORMED)
                      .setDetail("the answer could not be sanitised"))
              .build());
    }
  }

  private void tell() throws IOException {
    if (System.nanoTime() - toldNanos >= PROGRESS_NANOS) {
      toldNanos = System.nanoTime();
      RunProgressed progressed =
          RunProgressed.newBuilder()
              .setExchanges(exchanges)
              .setOutcomes(outcomes)
              .setFailures(failures)
              .build();
      log.append(Harmless.run(stamped(RunEvent.newBuilder().setProgressed(progressed))));
      listener.progressed(progress());
    }
  }

  private void conclude(String endedEarlyBecause) throws IOException {
    finished =
        RunFinished.newBuilder()
            .setExchanges(exchanges)
            .setOutcomes(outcomes)
            .setEndedEarlyBecause(endedEarlyBecause)
            .build();
    log.append(Harmless.run(stamped(RunEvent.newBuilder().setFinished(finished))));
    log.flush();
    listener.progressed(progress());
  }

  private Progress progress() {
    return new Progress(planned, done, failures, Duration.ofNanos(System.nanoTime() - beganNanos));
  }

  private RunEvent stamped(RunEvent.Builder event) {
    return event.setRunId(runId).setAtNanos(clock.wallAt(System.nanoTime())).build();
  }

  private interface Blocking {
    void run() throws InterruptedException;
  }

  /** An interrupt ends the sending, never what was sent already from being written. */
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
