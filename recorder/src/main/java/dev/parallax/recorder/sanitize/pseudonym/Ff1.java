package dev.parallax.recorder.sanitize.pseudonym;

import dev.parallax.recorder.recent.Recent;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * FF1 of NIST SP 800-38G, section 5.1, for decimal digits: a permutation of all numbers of as many
 * digits, under a key and a tweak. Of numbers that a library would do in arbitrary precision, both
 * halves fit a machine word here, which makes one many times cheaper.
 *
 * <p>Of the ten rounds' CBC-MAC all blocks but the last are the same for the same length and tweak,
 * and are encrypted once. The block cipher is the JDK's, which has instructions of the processor
 * for it. Safe on any thread: a cipher is one thread's at a time, and one is kept for the next.
 */
final class Ff1 {

  /** A domain has at least a million values. */
  static final int MIN_DIGITS = 6;

  /** So that a half times 2^16 fits 63 bits, see {@link #remainder}. */
  static final int MAX_DIGITS = 28;

  private static final int ROUNDS = 10;
  private static final int BLOCK_BYTES = 16;
  private static final int MAX_RECENT = 256;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final long[] POWERS = new long[MAX_DIGITS / 2 + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private volatile @Nullable SecretKeySpec key;
  private final Recent<Form, Start> starts = new Recent<>(MAX_RECENT);
  private final AtomicReference<@Nullable Cipher> idle = new AtomicReference<>();

  /**
   * @param key of AES: 16, 24 or 32 bytes
   */
  Ff1(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  private record Form(String tweak, int digits) {}

  /**
   * What the last block of each round's MAC is made of, before the round and its number are in it:
   * what the blocks before it came to, and the rest of the tweak.
   *
   * @param roundShift where the round's own number stands in the lower word
   */
  private record Start(long high, long low, int roundShift) {}

  /**
   * @param tweak numbers under another one are permuted otherwise
   * @param digits {@value #MIN_DIGITS} to {@value #MAX_DIGITS}
   */
  String permute(String tweak, String digits) {
    SecretKeySpec current = key;
    if (current == null) {
      throw new IllegalStateException("the key was forgotten");
    }
    Cipher kept = idle.getAndSet(null);
    Cipher cipher = kept == null ? cipher(current) : kept;
    Form form = new Form(tweak, digits.length());
    Start known = starts.find(form);
    if (known == null) {
      known = start(cipher, form);
      starts.put(form, known);
    }
    String permuted = permute(cipher, known, digits);
    idle.set(cipher);
    return permuted;
  }

  /** Lets go of the key; nothing can be permuted any longer. */
  void forget() {
    key = null;
    idle.set(null);
  }

  private static String permute(Cipher cipher, Start start, String digits) {
    int length = digits.length();
    int left = length / 2;
    int right = length - left;
    boolean wide = numberBytes(right) > 4;
    long a = parse(digits, 0, left);
    long b = parse(digits, left, length);
    byte[] in = new byte[BLOCK_BYTES];
    byte[] block = new byte[BLOCK_BYTES];
    WORD.set(in, 0, start.high);
    for (int round = 0; round < ROUNDS; round++) {
      WORD.set(in, 8, start.low ^ ((long) round << start.roundShift) ^ b);
      encrypt(cipher, in, block);
      // One half, then the other: they differ where the number of digits is odd.
      long modulus = POWERS[round % 2 == 0 ? left : right];
      long c = (a + remainder(block, wide, modulus)) % modulus;
      a = b;
      b = c;
    }
    byte[] out = new byte[length];
    write(a, out, 0, left);
    write(b, out, left, length);
    return new String(out, StandardCharsets.ISO_8859_1);
  }

  /** Steps 3 to 5 and the constant part of step 6.i. */
  private static Start start(Cipher cipher, Form form) {
    byte[] tweak = form.tweak.getBytes(StandardCharsets.UTF_8);
    int left = form.digits / 2;
    int bytes = numberBytes(form.digits - left);
    byte[] block = new byte[BLOCK_BYTES];
    // Version 1, method 2, addition 1; the radix in three bytes; ten rounds; the left half.
    WORD.set(block, 0, 0x0102_0100_000a_0a00L | left);
    WORD.set(block, 8, (long) form.digits << 32 | tweak.length);
    encrypt(cipher, block.clone(), block);
    int blocks = (tweak.length + bytes + BLOCK_BYTES) / BLOCK_BYTES;
    byte[] padded = Arrays.copyOf(tweak, blocks * BLOCK_BYTES);
    for (int from = 0; from < padded.length; from += BLOCK_BYTES) {
      for (int i = 0; i < BLOCK_BYTES; i++) {
        block[i] ^= padded[from + i];
      }
      if (from + BLOCK_BYTES < padded.length) {
        encrypt(cipher, block.clone(), block);
      }
    }
    return new Start((long) WORD.get(block, 0), (long) WORD.get(block, 8), 8 * bytes);
  }

  /** Bytes of the largest number of so many digits: b of step 3. */
  private static int numberBytes(int digits) {
    return (Long.SIZE - Long.numberOfLeadingZeros(POWERS[digits] - 1) + 7) / 8;
  }

  /** Of the first 8 or 12 bytes, as an unsigned number: d of step 4 is no more. */
  private static long remainder(byte[] block, boolean wide, long modulus) {
    long remainder = Long.remainderUnsigned((long) WORD.get(block, 0), modulus);
    if (wide) {
      long low = (long) WORD.get(block, 8);
      remainder = (remainder << 16 | low >>> 48) % modulus;
      remainder = (remainder << 16 | (low >>> 32 & 0xffff)) % modulus;
    }
    return remainder;
  }

  private static long parse(String digits, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = 10 * value + digits.charAt(i) - '0';
    }
    return value;
  }

  private static void write(long value, byte[] out, int from, int to) {
    long rest = value;
    for (int i = to - 1; i >= from; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /** From one array to another: within one, the JDK would make a copy each time. */
  private static void encrypt(Cipher cipher, byte[] in, byte[] block) {
    try {
      cipher.update(in, 0, BLOCK_BYTES, block, 0);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("whole blocks can be encrypted", impossible);
    }
  }

  private static Cipher cipher(SecretKeySpec key) {
    try {
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, key);
      return cipher;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("AES is part of every JDK", missing);
    }
  }
}
