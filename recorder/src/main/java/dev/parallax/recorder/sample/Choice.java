package dev.parallax.recorder.sample;

import dev.parallax.proto.Selection;

/** What becomes of an exchange. */
public sealed interface Choice {

  /**
   * It is recorded.
   *
   * @param session whose it is; empty where all sessions are recorded
   */
  record Kept(Selection selection, String session) implements Choice {}

  /** It is not, unless one of its session that comes later needs it. */
  record SampledOut(String session) implements Choice {}
}
