package dev.parallax.recorder.sample;

import dev.parallax.proto.Selection;
import dev.parallax.recorder.hash.Hash;
import java.util.Optional;

/**
 * Keeps a share of the sessions, each whole: what a client did next is there, or nothing of that
 * client is.
 *
 * <p>The choice depends on the session's pseudonym alone, so that all recorders that share a key
 * choose alike, and a larger share keeps all that a smaller one kept.
 */
final class ShareSampler {

  /** Where the share is 1. */
  static final Choice EVERYTHING = new Choice.Kept(kept(1), "");

  /**
   * @param share of sessions to keep, above 0 and at most 1
   * @param session its pseudonym
   * @return why the exchange is kept, or empty if it is sampled out
   */
  Optional<Selection> select(double share, String session) {
    return unit(session) < share ? Optional.of(kept(share)) : Optional.empty();
  }

  private static Selection kept(double share) {
    return Selection.newBuilder().setReason(Reason.SHARE.word()).setProbability(share).build();
  }

  /** Spreads names evenly over [0, 1). */
  private static double unit(String name) {
    return (Hash.of(Hash.SEED, name) >>> 11) * 0x1.0p-53;
  }
}
