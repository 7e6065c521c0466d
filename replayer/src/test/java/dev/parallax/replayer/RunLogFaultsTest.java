package dev.parallax.replayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.protobuf.MessageLite;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Request;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawOutcome;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.sanitize.Sanitised;
import dev.parallax.replayer.plan.RunClock;
import dev.parallax.replayer.runlog.Kept;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.runlog.Result;
import dev.parallax.replayer.runlog.RunLog;
import dev.parallax.replayer.runlog.RunLogWriter;
import dev.parallax.replayer.runlog.RunSigns;
import dev.parallax.replayer.runlog.Settled;
import dev.parallax.replayer.source.SourceExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody waits for ever for a log that fails, and no answer is too much for one. */
@Timeout(30)
final class RunLogFaultsTest {

  private final List<Outcome> outcomes = new ArrayList<>();
  private boolean flushFails;

  @Test
  void letsGoWhoWaitsForAFlushThatFails() {
    flushFails = true;
    RunLogWriter writer = writer();

    assertThatIOException().isThrownBy(writer::flush).withMessage("run log: gone");
    assertThatIOException().as("whoever comes later").isThrownBy(writer::flush);
    assertThatIOException().isThrownBy(writer::close).withMessage("run log: gone");
  }

  @Test
  void keepsAnAnswerLargerThanTheLogTakesAsAnOutcomeWithoutIt() throws IOException {
    try (RunLogWriter writer = writer()) {
      writer.settle(
          new Settled(
              SourceExchange.of(Recorded.get("a", "/")),
              List.of(new Result.Answered(answer(10)), new Result.Answered(answer(5_000))),
              1,
              true));
    }

    assertThat(outcomes).hasSize(2);
    assertThat(outcomes.getFirst().hasResponse()).isTrue();
    assertThat(outcomes.getLast().getFailure().getKind()).isEqualTo(Failure.Kind.TOO_LARGE);
  }

  private RunLogWriter writer() {
    return RunLogWriter.start(
        new RunLog(
            new SmallLog(),
            Runs.sanitiser(),
            new RunSigns("run-1", "w"),
            RunClock.now(),
            1,
            Kept.unheard()),
        ProgressListener.none());
  }

  private static RawOutcome answer(int bytes) {
    byte[] body = "a ".repeat(bytes / 2).getBytes(StandardCharsets.UTF_8);
    return new RawOutcome(
        Outcome.newBuilder().setRunId("run-1").setLeg(Leg.CANDIDATE).setAttempt(1).build(),
        Request.getDefaultInstance(),
        new RawResponse(
            200,
            "OK",
            "HTTP/1.1",
            List.of(new RawHeader("Content-Type", "text/plain")),
            new RawBody(body, body.length, false),
            List.of()));
  }

  private final class SmallLog implements EventLog {

    @Override
    public void append(Sanitised<? extends MessageLite> event, Receipt receipt) {
      if (event.event() instanceof Outcome outcome) {
        outcomes.add(outcome);
      }
      receipt.settled(true);
    }

    @Override
    public int maxEventBytes() {
      return 2_000;
    }

    @Override
    public void flush() throws IOException {
      if (flushFails) {
        throw new IOException("gone");
      }
    }

    @Override
    public void close() {}
  }
}
