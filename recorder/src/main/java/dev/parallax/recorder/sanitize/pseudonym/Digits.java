package dev.parallax.recorder.sanitize.pseudonym;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Keyed permutations of numbers: no two values share a pseudonym.
 *
 * <p>From six digits on FF1 (NIST SP 800-38G, whose domain has at least a million values), below
 * that shuffled tables.
 */
final class Digits {

  /** Integers whose width a receiver may depend on: 32 bit, a double's 53 bit, 64 bit, signed. */
  private static final String[] WIDTHS = {"2147483647", "9007199254740991", "9223372036854775807"};

  private final Keyed keyed;
  private final byte[] ff1Key;
  private final Ff1 ff1;
  private final Map<TableName, int[]> tables = new ConcurrentHashMap<>();
  private volatile boolean forgotten;

  Digits(Keyed keyed) {
    this.keyed = keyed;
    this.ff1Key = keyed.digest("ff1", "key");
    this.ff1 = new Ff1(ff1Key);
  }

  /** A permutation of {@code [lowest, lowest + size)}. */
  private record TableName(String domain, int lowest, int size) {}

  /**
   * An integer of as many digits, without a new leading zero, that fits the same machine integers.
   * Leading zeros stay, so that {@code 007} stands to {@code 7} as before.
   */
  String integer(String domain, String digits) {
    int zeros = 0;
    while (zeros < digits.length() && digits.charAt(zeros) == '0') {
      zeros++;
    }
    if (zeros == 0) {
      return walk(domain, digits);
    }
    String significant = digits.substring(zeros);
    return digits.substring(0, zeros) + (significant.isEmpty() ? "" : walk(domain, significant));
  }

  /** Lets go of the key and of all that was made with it. */
  void forget() {
    forgotten = true;
    Arrays.fill(ff1Key, (byte) 0);
    ff1.forget();
    tables.clear();
  }

  /** Any digit string of the same length. */
  String any(String domain, String digits) {
    if (digits.isEmpty()) {
      return digits;
    }
    if (digits.length() >= Ff1.MIN_DIGITS) {
      return ff1(domain, digits);
    }
    int size = power(digits.length());
    return Integer.toString(size + small(domain, size, Integer.parseInt(digits))).substring(1);
  }

  /** A permutation of {@code [0, size)}, {@code size} at most 100 000. */
  int small(String domain, int size, int value) {
    return permuted(new TableName(domain, 0, size), value);
  }

  /**
   * A permutation of {@code [0, size)}, of a million values at least: FF1 over the bits of the
   * number, along its orbit until it is back below {@code size}.
   */
  long below(String domain, long size, long value) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
    long walked = value;
    do {
      byte[] in = new byte[bits];
      for (int i = 0; i < bits; i++) {
        in[i] = (byte) (walked >>> i & 1);
      }
      byte[] out = ff1(domain, in);
      walked = 0;
      for (int i = 0; i < bits; i++) {
        walked |= (long) out[i] << i;
      }
    } while (walked >= size);
    return walked;
  }

  /** Cycle walking: the permutation's own orbit, until it is back among numbers alike. */
  private String walk(String domain, String digits) {
    int length = digits.length();
    if (length < Ff1.MIN_DIGITS) {
      int lowest = length == 1 ? 1 : power(length - 1);
      TableName table = new TableName(domain, lowest, power(length) - lowest);
      return Integer.toString(permuted(table, Integer.parseInt(digits)));
    }
    int width = width(digits);
    String walked = digits;
    do {
      walked = ff1(domain, walked);
    } while (walked.charAt(0) == '0' || width(walked) != width);
    return walked;
  }

  private static int width(String digits) {
    for (int i = 0; i < WIDTHS.length; i++) {
      int longer = digits.length() - WIDTHS[i].length();
      if (longer < 0 || (longer == 0 && digits.compareTo(WIDTHS[i]) <= 0)) {
        return i;
      }
    }
    return WIDTHS.length;
  }

  /** Runs that are longer than fits machine words piece by piece, the pieces before as tweak. */
  private String ff1(String domain, String digits) {
    if (digits.length() <= Ff1.MAX_DIGITS) {
      return ff1.permute(domain, digits);
    }
    int half = digits.length() / 2;
    String first = ff1(domain, digits.substring(0, half));
    return first + ff1(domain + first.hashCode(), digits.substring(half));
  }

  /** Of bits. */
  private byte[] ff1(String domain, byte[] in) {
    if (forgotten) {
      throw new IllegalStateException("the key was forgotten");
    }
    FPEFF1Engine engine = new FPEFF1Engine();
    byte[] tweak = domain.getBytes(StandardCharsets.UTF_8);
    engine.init(true, new FPEParameters(new KeyParameter(ff1Key), 2, tweak));
    byte[] out = new byte[in.length];
    engine.processBlock(in, 0, in.length, out, 0);
    return out;
  }

  private int permuted(TableName name, int value) {
    int[] known = tables.get(name);
    int[] table = known == null ? tables.computeIfAbsent(name, this::shuffled) : known;
    return name.lowest + table[value - name.lowest];
  }

  private int[] shuffled(TableName name) {
    int[] table = new int[name.size];
    String words = name.domain + ' ' + name.lowest + ' ' + name.size;
    ByteBuffer random = ByteBuffer.wrap(keyed.bytes("table", words, Integer.BYTES * name.size));
    for (int i = 0; i < name.size; i++) {
      // The bias is below 2^-15.
      int j = (int) ((Integer.toUnsignedLong(random.getInt()) * (i + 1)) >>> 32);
      table[i] = table[j];
      table[j] = i;
    }
    return table;
  }

  private static int power(int exponent) {
    int power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }
}
