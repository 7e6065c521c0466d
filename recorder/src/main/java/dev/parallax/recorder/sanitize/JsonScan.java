package dev.parallax.recorder.sanitize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Looks at eight bytes at a time. Where words are read, the bytes go on for one more word. */
final class JsonScan {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long BLANKS = ' ' * ONES;
  private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

  /** As words, the first letter lowest. */
  static final long TRUE = 0x6575_7274L;

  static final long NULL = 0x6c6c_756eL;
  static final long FALSE = 0x65_736c_6166L;

  private JsonScan() {}

  static long word(byte[] bytes, int at) {
    return (long) WORD.get(bytes, at);
  }

  /**
   * Where the first quote, backslash or control character is: the lowest bit that is set is in that
   * byte; 0 if there is none.
   */
  static long special(long word) {
    long quotes = word ^ QUOTES;
    long backslashes = word ^ BACKSLASHES;
    return (((quotes - ONES) & ~quotes)
            | ((backslashes - ONES) & ~backslashes)
            | ((word - BLANKS) & ~word))
        & HIGHS;
  }

  /** The upper half of a product depends on all of its factors, and is folded into the lower. */
  static long mix(long hash, long word) {
    long product = (Long.rotateLeft(hash, 5) ^ word) * MULTIPLIER;
    return product ^ (product >>> 32);
  }

  /** Of the first {@code count} bytes of a word, below eight; the last step of a hash. */
  static int last(long hash, long word, int count) {
    return (int) mix(hash, word & ((1L << (8 * count)) - 1));
  }

  /** Whether the first {@code length} bytes of one are those of the other from {@code from} on. */
  static boolean equal(byte[] one, byte[] other, int from, int length) {
    int at = 0;
    for (; length - at >= Long.BYTES; at += Long.BYTES) {
      if (word(one, at) != word(other, from + at)) {
        return false;
      }
    }
    long differing = word(one, at) ^ word(other, from + at);
    return (differing & ((1L << (8 * (length - at))) - 1)) == 0;
  }

  static int digitsEnd(byte[] bytes, int from) {
    int end = from;
    while (bytes[end] >= '0' && bytes[end] <= '9') {
      end++;
    }
    return end;
  }

  /** As {@link JsonSanitiser#looksLikeJson}. */
  static boolean looksLikeJson(byte[] bytes, int from, int to) {
    byte first = bytes[from];
    return (first == '{' || first == '[' || (first >= 0 && first <= ' '))
        && JsonSanitiser.looksLikeJson(
            new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
  }

  /** As {@link HarmlessValues#scalar}, of a value that is not empty and not called a secret. */
  static boolean harmless(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > 5) {
      return false;
    }
    long word = word(bytes, from) & ((1L << (8 * length)) - 1);
    return switch (length) {
      case 5 -> word == FALSE;
      case 4 -> word == TRUE || word == NULL || smallInteger(bytes, from, to);
      default -> smallInteger(bytes, from, to);
    };
  }

  private static boolean smallInteger(byte[] bytes, int from, int to) {
    int first = bytes[from] == '-' ? from + 1 : from;
    int digits = to - first;
    if (digits < 1 || digits > HarmlessValues.MAX_DIGITS || (digits > 1 && bytes[first] == '0')) {
      return false;
    }
    for (int i = first; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return true;
  }

  static int hash(byte[] bytes, int from, int to) {
    long hash = 0;
    int at = from;
    for (; to - at >= Long.BYTES; at += Long.BYTES) {
      hash = mix(hash, word(bytes, at));
    }
    return last(hash, word(bytes, at), to - at);
  }

  static boolean holds(byte[] bytes, int from, int to, byte wanted) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return true;
      }
    }
    return false;
  }
}
