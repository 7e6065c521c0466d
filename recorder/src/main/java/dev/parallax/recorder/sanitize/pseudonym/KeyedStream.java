package dev.parallax.recorder.sanitize.pseudonym;

import java.util.Arrays;

/** Pseudo-random numbers from one digest, as many as are asked for. Confined to one thread. */
final class KeyedStream {

  private final Keyed keyed;
  private final byte[] seed;
  private byte[] block;
  private int at;
  private int blocks;

  KeyedStream(Keyed keyed, byte[] seed) {
    this.keyed = keyed;
    this.seed = seed;
    this.block = seed;
  }

  /** Below {@code bound}; the bias is below {@code bound / 2^31}. */
  int below(int bound) {
    int bits = nextByte() << 24 | nextByte() << 16 | nextByte() << 8 | nextByte();
    return (bits & Integer.MAX_VALUE) % bound;
  }

  void fill(byte[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) nextByte();
    }
  }

  private int nextByte() {
    if (at == block.length) {
      byte[] counted = Arrays.copyOf(seed, seed.length + Integer.BYTES);
      blocks++;
      for (int i = 0; i < Integer.BYTES; i++) {
        counted[seed.length + i] = (byte) (blocks >>> (8 * i));
      }
      block = keyed.digest("stream", counted);
      at = 0;
    }
    return block[at++] & 0xff;
  }
}
