package dev.parallax.cli.demo.secrets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All forms of all secrets, searched at once, ASCII case aside.
 *
 * <p>Each needle is at least eight bytes long, and known by its last eight: they roll through a
 * {@code long}, a filter of one bit by hash rejects nearly all positions, and what passes is
 * compared in full. A text costs the same whatever the number of needles. Immutable: any thread.
 */
final class Needles {

  private static final int FILTER_BITS = 24;
  private static final long MIX = 0x9e3779b97f4a7c15L;

  /** A form of a secret. */
  static final class Needle {
    private final int secret;
    private final String encoding;
    private final byte[] folded;

    Needle(int secret, String encoding, byte[] folded) {
      this.secret = secret;
      this.encoding = encoding;
      this.folded = folded;
    }

    /** Its number. */
    int secret() {
      return secret;
    }

    String encoding() {
      return encoding;
    }

    boolean endsAt(byte[] text, int from, int end) {
      int start = end - folded.length;
      return start >= from && Arrays.equals(text, start, end, folded, 0, folded.length);
    }
  }

  private final BitSet filter = new BitSet(1 << FILTER_BITS);
  private final Map<Long, List<Needle>> byTail = new HashMap<>();
  private int longest;

  private Needles() {}

  static Needles of(List<Secret> secrets) {
    Needles needles = new Needles();
    for (int i = 0; i < secrets.size(); i++) {
      Secret secret = secrets.get(i);
      for (Canary canary : secret.canaries()) {
        for (String window : canary.windows()) {
          for (Encoding encoding : Encoding.values()) {
            for (byte[] form : encoding.of(window)) {
              needles.add(i, encoding.name(), form);
            }
          }
        }
      }
      for (byte[] digest : Digests.of(secret.value())) {
        needles.add(i, "DIGEST", digest);
      }
    }
    return needles;
  }

  private void add(int secret, String encoding, byte[] form) {
    byte[] folded = new byte[form.length];
    for (int i = 0; i < form.length; i++) {
      folded[i] = fold(form[i]);
    }
    long tail = 0;
    for (int i = folded.length - Long.BYTES; i < folded.length; i++) {
      tail = roll(tail, folded[i]);
    }
    filter.set(bit(tail));
    byTail.computeIfAbsent(tail, _ -> new ArrayList<>(1)).add(new Needle(secret, encoding, folded));
    longest = Math.max(longest, folded.length);
  }

  /** Bytes of the longest needle: so many a search has to see at once. */
  int longest() {
    return longest;
  }

  static long roll(long window, byte next) {
    return window << Byte.SIZE | (next & 0xff);
  }

  /** The byte, as a lower-case letter if it is an upper-case one of ASCII. */
  static byte fold(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
  }

  private static int bit(long tail) {
    return (int) ((tail * MIX) >>> (Long.SIZE - FILTER_BITS));
  }

  /** What may end here, by its last eight bytes, folded; mostly nothing. */
  boolean mayEnd(long window) {
    return filter.get(bit(window));
  }

  /**
   * Needles that end just before {@code end}.
   *
   * @param text folded
   * @param from where what was read begins
   */
  List<Needle> endingAt(long window, byte[] text, int from, int end) {
    return byTail.getOrDefault(window, List.of()).stream()
        .filter(needle -> needle.endsAt(text, from, end))
        .toList();
  }
}
