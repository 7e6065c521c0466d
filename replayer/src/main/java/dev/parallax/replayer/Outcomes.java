package dev.parallax.replayer;

import dev.parallax.proto.Outcome;
import dev.parallax.proto.Outcome.Left;
import dev.parallax.proto.Request;
import dev.parallax.proto.Skip;
import dev.parallax.proto.Skip.Reason;
import dev.parallax.recorder.raw.RawOutcome;
import dev.parallax.replayer.plan.Arm;
import dev.parallax.replayer.plan.RunClock;
import dev.parallax.replayer.runlog.Result;
import dev.parallax.replayer.runlog.RunSigns;
import dev.parallax.replayer.send.Answer;
import dev.parallax.replayer.source.SourceExchange;

/** Says what an attempt did: for each planned one there is exactly one result. */
record Outcomes(RunSigns signs, RunClock clock) {

  static final Skip RUN_ENDED =
      Skip.newBuilder()
          .setReason(Reason.RUN_ENDED)
          .setDetail("the run was ended before it was answered")
          .build();

  static final Skip BROKEN_OFF =
      Skip.newBuilder()
          .setReason(Reason.RUN_ENDED)
          .setDetail("the replayer failed before it was answered")
          .build();

  static final Skip NO_CREDENTIALS =
      Skip.newBuilder()
          .setReason(Reason.CONTAMINATED)
          .setDetail("its credentials had expired, and others could not be had")
          .build();

  static final Skip NOT_SENDABLE =
      Skip.newBuilder()
          .setReason(Reason.NOT_REPLAYABLE)
          .setDetail("the request could not be written")
          .build();

  Result skipped(SourceExchange exchange, Arm arm, Skip skip) {
    return new Result.Unanswered(base(exchange, arm).setSkip(skip).build());
  }

  /**
   * @param intendedNanos when the plan wanted it sent, on the clock of {@link System#nanoTime}
   */
  Result sent(SourceExchange exchange, Arm arm, long intendedNanos, Request sent, Answer answer) {
    Outcome.Builder attempt =
        base(exchange, arm)
            .setIntendedAtNanos(clock.wallAt(intendedNanos))
            .setSentAtNanos(clock.wallAt(answer.sentNanos()))
            .setTimings(answer.timings());
    return switch (answer) {
      case Answer.Responded responded ->
          new Result.Answered(
              new RawOutcome(
                  attempt
                      .setStalled(responded.left() == Left.STALLED)
                      .setLeft(responded.left())
                      .build(),
                  sent,
                  responded.response()));
      case Answer.Failed failed ->
          new Result.Unanswered(attempt.setFailure(failed.failure()).build());
    };
  }

  private Outcome.Builder base(SourceExchange exchange, Arm arm) {
    return Outcome.newBuilder()
        .setRunId(signs.runId())
        .setWorker(signs.worker())
        .setExchange(exchange.ref())
        .setLeg(arm.leg())
        .setAttempt(arm.attempt())
        .setSession(exchange.recorded().getSession());
  }
}
