package dev.parallax.recorder.sample;

import dev.parallax.proto.Selection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps a share of the sessions, each whole: what a client did next is there, or nothing of that
 * client is.
 *
 * <p>The choice depends on the session's pseudonym alone, so that all recorders that share a key
 * choose alike, and a larger share keeps all that a smaller one kept.
 */
public final class ShareSampler {

  private static final String REASON = "share";
  private static final long FNV_OFFSET = 0xCBF2_9CE4_8422_2325L;
  private static final long FNV_PRIME = 0x0000_0100_0000_01B3L;

  private static final Optional<Selection> ALL = kept(1);

  /**
   * @param share of sessions to keep, above 0 and at most 1
   * @param session gives the session's pseudonym; not asked where everything is kept
   * @return why the exchange is kept, or empty if it is sampled out
   */
  public Optional<Selection> select(double share, Supplier<String> session) {
    if (share == 1) {
      return ALL;
    }
    return unit(session.get()) < share ? kept(share) : Optional.empty();
  }

  private static Optional<Selection> kept(double share) {
    return Optional.of(Selection.newBuilder().setReason(REASON).setProbability(share).build());
  }

  /** Spreads names evenly over [0, 1): FNV-1a, finished as in SplitMix64. */
  private static double unit(String name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    hash = (hash ^ (hash >>> 27)) * 0x94D0_49BB_1331_11EBL;
    hash ^= hash >>> 31;
    return (hash >>> 11) * 0x1.0p-53;
  }
}
