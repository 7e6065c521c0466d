package dev.parallax.replayer.send;

import dev.parallax.proto.Failure;
import dev.parallax.proto.Outcome.Left;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.raw.RawResponse;

/** What came of one attempt. */
public sealed interface Answer {

  /** When it was sent, on the clock of {@link System#nanoTime}. */
  long sentNanos();

  /** Since it was sent. */
  Timings timings();

  /**
   * The leg answered, whatever the status.
   *
   * @param left why the stream was left, if it was
   */
  record Responded(long sentNanos, Timings timings, RawResponse response, Left left)
      implements Answer {}

  /** There is no whole response. */
  record Failed(long sentNanos, Timings timings, Failure failure) implements Answer {}
}
