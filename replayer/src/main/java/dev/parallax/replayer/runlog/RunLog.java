package dev.parallax.replayer.runlog;

import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.RunProgressed;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawOutcome;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.sanitize.Harmless;
import dev.parallax.recorder.sanitize.Sanitised;
import dev.parallax.recorder.sanitize.Sanitiser;
import dev.parallax.recorder.spool.OutcomeSpool;
import dev.parallax.replayer.plan.RunClock;
import dev.parallax.replayer.source.SourceExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands in a run's log, in its order, and the counts of it. What a leg answered is sanitised
 * here. Confined to the run log's thread, but for {@link #stamped}.
 */
public final class RunLog {

  private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

  private final EventLog log;
  private final Sanitiser sanitiser;
  private final RunSigns signs;
  private final RunClock clock;
  private final Kept kept;
  private final long planned;
  private final long beganNanos = System.nanoTime();

  /** Of exchanges of which a copy is done, and not all are. */
  private final Map<String, Integer> copiesLeft = new HashMap<>();

  private long done;
  private long exchanges;

  /** Those in the log: what is spooled is not yet there. */
  private long outcomes;

  private long failures;

  /**
   * @param log appended to and flushed; the caller closes it
   * @param sanitiser one fresh key for all legs of the run
   * @param signs how the run, and who writes, are called in its events
   * @param planned sendings of exchanges, for the progress
   */
  public RunLog(
      EventLog log, Sanitiser sanitiser, RunSigns signs, RunClock clock, long planned, Kept kept) {
    this.log = log;
    this.sanitiser = sanitiser;
    this.signs = signs;
    this.clock = clock;
    this.planned = planned;
    this.kept = kept;
  }

  /** An event of this run, its id and time filled in. Any thread. */
  Sanitised<RunEvent> stamped(RunEvent.Builder event) {
    return Harmless.run(
        event.setRunId(signs.runId()).setAtNanos(clock.wallAt(System.nanoTime())).build());
  }

  void append(Sanitised<?> event) throws IOException {
    log.append(event);
  }

  /**
   * Spooled until the last round of the last copy of its exchange; then the exchange, followed by
   * all of them.
   */
  void settle(Settled settled, OutcomeSpool spool) throws IOException {
    String id = settled.exchange().recorded().getId();
    Receipt receipt = Receipt.none();
    boolean last = settled.last() && isLastCopy(settled.exchange());
    if (last) {
      Exchange exchange = settled.exchange().recorded();
      List<Event> spooled = spool.take(id);
      receipt = kept.receipt(settled.exchange(), spooled.size() + settled.results().size());
      log.append(Harmless.reread(Event.newBuilder().setExchange(exchange).build()));
      for (Event outcome : spooled) {
        log.append(Harmless.reread(outcome), receipt);
      }
      exchanges++;
      outcomes += spooled.size() + settled.results().size();
    }
    for (Result result : settled.results()) {
      Sanitised<Outcome> outcome = sanitised(result);
      if (last) {
        log.append(outcome, receipt);
      } else {
        spool.add(id, outcome.event());
      }
      failures += outcome.event().hasFailure() ? 1 : 0;
    }
    done += settled.rounds();
  }

  private boolean isLastCopy(SourceExchange exchange) {
    String id = exchange.recorded().getId();
    int left = copiesLeft.getOrDefault(id, exchange.copy().of()) - 1;
    if (left == 0) {
      copiesLeft.remove(id);
    } else {
      copiesLeft.put(id, left);
    }
    return left == 0;
  }

  Progress progress() {
    return new Progress(planned, done, failures, Duration.ofNanos(System.nanoTime() - beganNanos));
  }

  void appendProgress() throws IOException {
    RunProgressed progressed =
        RunProgressed.newBuilder()
            .setWorker(signs.worker())
            .setExchanges(exchanges)
            .setOutcomes(outcomes)
            .setFailures(failures)
            .setSettled(done)
            .build();
    log.append(stamped(RunEvent.newBuilder().setProgressed(progressed)));
  }

  RunFinished finish(RunEnd end) throws IOException {
    RunFinished finished =
        RunFinished.newBuilder()
            .setExchanges(exchanges)
            .setOutcomes(outcomes)
            .setEndedEarlyBecause(end.because())
            .setEndedBy(end.by())
            .build();
    log.append(stamped(RunEvent.newBuilder().setFinished(finished)));
    log.flush();
    return finished;
  }

  void flush() throws IOException {
    log.flush();
  }

  private Sanitised<Outcome> sanitised(Result result) {
    return switch (result) {
      case Result.Answered answered -> sanitised(answered.raw());
      case Result.Unanswered unanswered -> Harmless.withoutResponse(unanswered.outcome());
    };
  }

  /** An answer that can't be sanitised, or kept, is still an outcome, without a word of it. */
  private Sanitised<Outcome> sanitised(RawOutcome raw) {
    try {
      Sanitised<Outcome> outcome = sanitiser.outcome(kept(raw));
      return outcome.event().getSerializedSize() <= log.maxEventBytes()
          ? outcome
          : failed(raw, Failure.Kind.TOO_LARGE, "the answer is larger than the log takes");
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("exchange", raw.attempt().getExchange().getId())
          .addKeyValue("error", e.getClass().getName())
          .log("answer not sanitised");
      return failed(raw, Failure.Kind.MALFORMED, "the answer could not be sanitised");
    }
  }

  /** An answer to a copy is compared with nothing: its body would only be weight. */
  private static RawOutcome kept(RawOutcome raw) {
    RawResponse answer = raw.response();
    if (raw.attempt().getExchange().getCopy() == 0 || answer.body().length() == 0) {
      return raw;
    }
    RawBody none = new RawBody(new byte[0], answer.body().length(), true);
    return new RawOutcome(
        raw.attempt(),
        raw.sent(),
        new RawResponse(
            answer.status(),
            answer.reason(),
            answer.protocol(),
            answer.headers(),
            none,
            answer.trailers()));
  }

  private static Sanitised<Outcome> failed(RawOutcome raw, Failure.Kind kind, String detail) {
    Failure failure = Failure.newBuilder().setKind(kind).setDetail(detail).build();
    return Harmless.withoutResponse(raw.attempt().toBuilder().setFailure(failure).build());
  }
}
