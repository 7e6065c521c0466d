package dev.parallax.recorder.sanitize.pseudonym;

import java.nio.charset.StandardCharsets;
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

  private static final int MIN_FF1 = 6;
  private static final int MAX_FF1 = 36;

  private final Keyed keyed;
  private final byte[] ff1Key;
  private final Map<String, int[]> tables = new ConcurrentHashMap<>();

  Digits(Keyed keyed) {
    this.keyed = keyed;
    this.ff1Key = keyed.digest("ff1", "key");
  }

  /**
   * An integer of as many digits, without a new leading zero, that fits the same machine integers.
   * Leading zeros stay, so that {@code 007} stands to {@code 7} as before.
   */
  String integer(String domain, String digits) {
    int zeros = 0;
    while (zeros < digits.length() && digits.charAt(zeros) == '0') {
      zeros++;
    }
    String significant = digits.substring(zeros);
    return digits.substring(0, zeros) + (significant.isEmpty() ? "" : walk(domain, significant));
  }

  /** Any digit string of the same length. */
  String any(String domain, String digits) {
    if (digits.isEmpty()) {
      return digits;
    }
    if (digits.length() >= MIN_FF1) {
      return ff1(domain, digits);
    }
    int size = power(digits.length());
    int value = table(domain, size)[Integer.parseInt(digits)];
    return Integer.toString(size + value).substring(1);
  }

  /** A permutation of {@code [0, size)}, {@code size} at most 100 000. */
  int small(String domain, int size, int value) {
    return table(domain, size)[value];
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
      byte[] out = ff1(domain, 2, in);
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
    if (length < MIN_FF1) {
      int lowest = length == 1 ? 1 : power(length - 1);
      int size = power(length) - lowest;
      return Integer.toString(
          lowest + table(domain + " integer", size)[Integer.parseInt(digits) - lowest]);
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

  /** Longer runs are permuted piece by piece, the pieces before as tweak. */
  private String ff1(String domain, String digits) {
    if (digits.length() > MAX_FF1) {
      int half = digits.length() / 2;
      String first = ff1(domain, digits.substring(0, half));
      return first + ff1(domain + first.hashCode(), digits.substring(half));
    }
    byte[] in = new byte[digits.length()];
    for (int i = 0; i < in.length; i++) {
      in[i] = (byte) (digits.charAt(i) - '0');
    }
    StringBuilder permuted = new StringBuilder(in.length);
    for (byte digit : ff1(domain, 10, in)) {
      permuted.append((char) ('0' + digit));
    }
    return permuted.toString();
  }

  private byte[] ff1(String domain, int radix, byte[] in) {
    FPEFF1Engine engine = new FPEFF1Engine();
    byte[] tweak = domain.getBytes(StandardCharsets.UTF_8);
    engine.init(true, new FPEParameters(new KeyParameter(ff1Key), radix, tweak));
    byte[] out = new byte[in.length];
    engine.processBlock(in, 0, in.length, out, 0);
    return out;
  }

  private int[] table(String domain, int size) {
    return tables.computeIfAbsent(domain + ' ' + size, name -> shuffled(name, size));
  }

  private int[] shuffled(String name, int size) {
    int[] table = new int[size];
    KeyedStream stream = keyed.stream("table", name);
    for (int i = 0; i < size; i++) {
      int j = stream.below(i + 1);
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
