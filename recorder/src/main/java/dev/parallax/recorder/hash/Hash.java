package dev.parallax.recorder.hash;

/** 64-bit hashes, the same on every machine: FNV-1a, finished by the mixer of SplitMix64. */
public final class Hash {

  /** What FNV-1a begins with. */
  public static final long SEED = 0xCBF2_9CE4_8422_2325L;

  private static final long PRIME = 0x0000_0100_0000_01B3L;

  private Hash() {}

  /** Over the characters. */
  public static long of(long seed, CharSequence text) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = next(hash, text.charAt(i));
    }
    return mix(hash);
  }

  /** One more character of a hash that is not finished. */
  public static long next(long hash, int character) {
    return (hash ^ character) * PRIME;
  }

  /** Spreads over all bits what differs in a few. */
  public static long mix(long hash) {
    long mixed = (hash ^ (hash >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ (mixed >>> 31);
  }
}
