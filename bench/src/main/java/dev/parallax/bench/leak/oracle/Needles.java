package dev.parallax.bench.leak.oracle;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parallax.bench.leak.value.Canary;
import dev.parallax.bench.leak.value.Secret;
import java.util.ArrayList;
import java.util.List;

/**
 * What is looked for everywhere: windows of all canaries, ASCII case aside, and digests without a
 * key. They are known by eight bytes that roll through a {@code long}, so that a text costs the
 * same whatever their number. Some 50 bytes for each window, kept in arrays. Immutable.
 */
final class Needles {

  private static final long MIX = 0x9e3779b97f4a7c15L;

  /** Told of what was found. */
  interface Found {
    /**
     * @param owner number of the secret
     * @param end of it, in the text
     */
    void at(int owner, int end, boolean digest);
  }

  private final List<byte[]> canaries;
  private final Table windows;
  private final Table digests;

  private Needles(List<byte[]> canaries, Table windows, Table digests) {
    this.canaries = canaries;
    this.windows = windows;
    this.digests = digests;
  }

  static Needles of(List<Secret> secrets) {
    List<byte[]> canaries = new ArrayList<>();
    Table windows = new Table();
    Table digests = new Table();
    for (int owner = 0; owner < secrets.size(); owner++) {
      Secret secret = secrets.get(owner);
      for (Canary canary : secret.canaries()) {
        if (canary.isGlobal()) {
          byte[] text = folded(canary.text().getBytes(US_ASCII));
          canaries.add(text);
          for (int end = canary.global(); end <= text.length; end++) {
            windows.add(tail(text, end), owner, canaries.size() - 1, end, canary.global());
          }
        }
      }
      if (secret.needed() == 1) {
        for (byte[] digest : Digests.of(secret)) {
          digests.add(tail(digest, Long.BYTES), owner, 0, 0, 0);
        }
      }
    }
    return new Needles(canaries, windows, digests);
  }

  void search(byte[] text, Found found) {
    long folded = 0;
    long exact = 0;
    for (int i = 0; i < text.length; i++) {
      folded = folded << Byte.SIZE | (fold(text[i]) & 0xff);
      exact = exact << Byte.SIZE | (text[i] & 0xff);
      int end = i + 1;
      if (end >= Long.BYTES) {
        if (windows.mayHave(folded)) {
          windows.each(
              folded,
              (owner, canary, last, length) -> {
                if (matches(text, end, canaries.get(canary), last, length)) {
                  found.at(owner, end, false);
                }
              });
        }
        if (digests.mayHave(exact)) {
          digests.each(exact, (owner, _, _, _) -> found.at(owner, end, true));
        }
      }
    }
  }

  private static boolean matches(byte[] text, int end, byte[] canary, int last, int length) {
    if (end < length) {
      return false;
    }
    for (int back = 1; back <= length; back++) {
      if (fold(text[end - back]) != canary[last - back]) {
        return false;
      }
    }
    return true;
  }

  private static long tail(byte[] bytes, int end) {
    long tail = 0;
    for (int i = end - Long.BYTES; i < end; i++) {
      tail = tail << Byte.SIZE | (bytes[i] & 0xff);
    }
    return tail;
  }

  static byte[] folded(byte[] bytes) {
    byte[] folded = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      folded[i] = fold(bytes[i]);
    }
    return folded;
  }

  /** As a lower-case letter if it is an upper-case one of ASCII. */
  static byte fold(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
  }

  /**
   * Open addressing, with equal keys side by side. Half of it stays empty, and a filter of one bit
   * by hash rejects nearly all that is not in it.
   */
  private static final class Table {

    interface Entry {
      void at(int owner, int canary, int end, int length);
    }

    private static final int FIELDS = 4;

    /** Bits of the filter for each slot, as a power of two. */
    private static final int BITS = 4;

    private long[] keys = new long[1 << 10];
    private int[] entries = new int[FIELDS << 10];
    private long[] filter = new long[(1 << 10 << BITS) / Long.SIZE];
    private int size;

    void add(long key, int owner, int canary, int end, int length) {
      if (2 * size >= keys.length) {
        grow();
      }
      int slot = slot(key);
      while (entries[FIELDS * slot] != 0) {
        slot = slot + 1 & keys.length - 1;
      }
      keys[slot] = key;
      int bit = bit(key);
      filter[bit / Long.SIZE] |= 1L << bit;
      entries[FIELDS * slot] = owner + 1;
      entries[FIELDS * slot + 1] = canary;
      entries[FIELDS * slot + 2] = end;
      entries[FIELDS * slot + 3] = length;
      size++;
    }

    void each(long key, Entry entry) {
      for (int slot = slot(key); entries[FIELDS * slot] != 0; slot = slot + 1 & keys.length - 1) {
        if (keys[slot] == key) {
          int at = FIELDS * slot;
          entry.at(entries[at] - 1, entries[at + 1], entries[at + 2], entries[at + 3]);
        }
      }
    }

    boolean mayHave(long key) {
      int bit = bit(key);
      return (filter[bit / Long.SIZE] & 1L << bit) != 0;
    }

    private int bit(long key) {
      return (int) ((key * MIX) >>> Integer.SIZE) & (keys.length << BITS) - 1;
    }

    private int slot(long key) {
      return (int) ((key * MIX) >>> Integer.SIZE) & keys.length - 1;
    }

    private void grow() {
      long[] oldKeys = keys;
      int[] old = entries;
      keys = new long[2 * oldKeys.length];
      entries = new int[2 * old.length];
      filter = new long[2 * filter.length];
      size = 0;
      for (int slot = 0; slot < oldKeys.length; slot++) {
        int at = FIELDS * slot;
        if (old[at] != 0) {
          add(oldKeys[slot], old[at] - 1, old[at + 1], old[at + 2], old[at + 3]);
        }
      }
    }
  }
}
