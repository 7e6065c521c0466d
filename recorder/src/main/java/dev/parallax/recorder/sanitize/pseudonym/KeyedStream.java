package dev.parallax.recorder.sanitize.pseudonym;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Random numbers that a pseudonym is made of, as many as are asked for: xoshiro256++ (Blackman and
 * Vigna, 2021), whose whole state of 256 bits is the digest of one value. Confined to one thread.
 *
 * <p>The generator is no cryptographic one, and needs not be: what is secret is in its seed, and
 * the seed is HMAC's output for this value alone. Who recovers all of it from a long pseudonym has
 * 32 bytes that are random to whoever lacks the key: they tell neither the key, nor the value, nor
 * any other value's seed, and a guess at the value can't be tested by them. Many pseudonyms are no
 * easier a target than one, since nothing is to be had from any seed. What is asked of the
 * generator is that unequal seeds give unequal numbers as seldom alike as chance has it.
 *
 * <p>So it must never make what stands for more than one value, such as a table of pseudonyms: of
 * that, one known entry would tell the others. {@link Keyed#bytes} is for those.
 */
final class KeyedStream {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long s0;
  private long s1;
  private long s2;
  private long s3;

  /**
   * @param seed 32 bytes
   */
  KeyedStream(byte[] seed) {
    s0 = (long) WORD.get(seed, 0);
    s1 = (long) WORD.get(seed, 8);
    s2 = (long) WORD.get(seed, 16);
    s3 = (long) WORD.get(seed, 24);
  }

  long next() {
    long result = Long.rotateLeft(s0 + s3, 23) + s0;
    long shifted = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }

  /** Below {@code bound}; the bias is below {@code bound / 2^64}. */
  int below(int bound) {
    return (int) Math.unsignedMultiplyHigh(next(), bound);
  }

  void fill(byte[] out) {
    int at = 0;
    for (; out.length - at >= Long.BYTES; at += Long.BYTES) {
      WORD.set(out, at, next());
    }
    for (long rest = next(); at < out.length; at++, rest >>>= 8) {
      out[at] = (byte) rest;
    }
  }
}
