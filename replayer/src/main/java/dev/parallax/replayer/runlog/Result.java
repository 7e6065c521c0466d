package dev.parallax.replayer.runlog;

import dev.parallax.proto.Outcome;
import dev.parallax.recorder.raw.RawOutcome;

/** What one attempt did, before it is sanitised. */
public sealed interface Result {

  /** The leg answered. */
  record Answered(RawOutcome raw) implements Result {}

  /** A failure or a skip, in fixed words. */
  record Unanswered(Outcome outcome) implements Result {}
}
