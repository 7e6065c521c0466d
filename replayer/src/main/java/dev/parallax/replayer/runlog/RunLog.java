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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands in a run's log, in its order, and the counts of it. Confined to the run log's thread,
 * but for {@link #stamped}.
 */
final class RunLog {

  private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

  private final EventLog log;
  private final Sanitiser sanitiser;
  private final String runId;
  private final RunClock clock;
  private final long planned;
  private final long beganNanos = System.nanoTime();
  private long done;
  private long exchanges;
  private long outcomes;
  private long failures;

  RunLog(EventLog log, Sanitiser sanitiser, String runId, RunClock clock, long planned) {
    this.log = log;
    this.sanitiser = sanitiser;
    this.runId = runId;
    this.clock = clock;
    this.planned = planned;
  }

  /** An event of this run, its id and time filled in. Any thread. */
  Sanitised<RunEvent> stamped(RunEvent.Builder event) {
    return Harmless.run(event.setRunId(runId).setAtNanos(clock.wallAt(System.nanoTime())).build());
  }

  void append(Sanitised<?> event) throws IOException {
    log.append(event);
  }

  /** Spooled until the last round of its exchange; then the exchange, followed by all of them. */
  void settle(Settled settled, OutcomeSpool spool) throws IOException {
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

  Progress progress() {
    return new Progress(planned, done, failures, Duration.ofNanos(System.nanoTime() - beganNanos));
  }

  void appendProgress() throws IOException {
    RunProgressed progressed =
        RunProgressed.newBuilder()
            .setExchanges(exchanges)
            .setOutcomes(outcomes)
            .setFailures(failures)
            .build();
    log.append(stamped(RunEvent.newBuilder().setProgressed(progressed)));
  }

  RunFinished finish(String endedEarlyBecause) throws IOException {
    RunFinished finished =
        RunFinished.newBuilder()
            .setExchanges(exchanges)
            .setOutcomes(outcomes)
            .setEndedEarlyBecause(endedEarlyBecause)
            .build();
    log.append(stamped(RunEvent.newBuilder().setFinished(finished)));
    log.flush();
    return finished;
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
      Failure failure =
          Failure.newBuilder()
              .setKind(Failure.Kind.MALFORMED)
              .setDetail("the answer could not be sanitised")
              .build();
      return Harmless.withoutResponse(raw.attempt().toBuilder().setFailure(failure).build());
    }
  }
}
