package dev.parallax.recorder.sanitize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * As {@code Recent}, but found by bytes where they stand, so that nothing is made of what is known
 * already. Bytes go on for one more word behind those in question. A value is kept once it comes
 * for the second time: those that never come again are most, where they are many, and cost no more
 * than a look. Safe on any thread without a lock: entries are immutable.
 */
final class ByteMemo<V> {

  private static final int WAYS = 4;
  private static final int BITS_AN_ENTRY = 8;

  /** A bit for each value that was met, by its hash; all are taken back once there are many. */
  private final long[] met;

  private int metCount;

  /** Of the entries, as in {@code Recent}. */
  private final int[] hashes;

  private final @Nullable Entry<V>[] entries;

  /**
   * @param maxEntries a power of two, at least 8
   */
  @SuppressWarnings("unchecked")
  ByteMemo(int maxEntries) {
    entries = (Entry<V>[]) new Entry<?>[maxEntries];
    hashes = new int[maxEntries];
    met = new long[maxEntries * BITS_AN_ENTRY / Long.SIZE];
  }

  /**
   * @param key with room for one more word behind its {@code length} bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // Never handed out.
  private record Entry<V>(int hash, int length, byte[] key, V value) {

    boolean is(int sought, byte[] bytes, int from, int to) {
      return hash == sought && length == to - from && JsonScan.equal(key, bytes, from, length);
    }
  }

  /**
   * @param hash of the bytes, the same for the same ones
   */
  @Nullable V find(int hash, byte[] bytes, int from, int to) {
    int first = hash & (entries.length - WAYS);
    for (int at = first; at < first + WAYS; at++) {
      if (hashes[at] == hash) {
        Entry<V> entry = entries[at];
        if (entry != null && entry.is(hash, bytes, from, to)) {
          if (at > first) {
            set(at, entries[at - 1]);
            set(at - 1, entry);
          }
          return entry.value;
        }
        set(at, entry);
      }
    }
    return null;
  }

  private void set(int at, @Nullable Entry<V> entry) {
    entries[at] = entry;
    hashes[at] = entry == null ? 0 : entry.hash;
  }

  private static byte[] copy(byte[] bytes, int from, int to) {
    byte[] key = new byte[to - from + Long.BYTES];
    System.arraycopy(bytes, from, key, 0, to - from);
    return key;
  }

  /** To be found from now on, if it was met before. */
  void put(int hash, byte[] bytes, int from, int to, V value) {
    if (!metBefore(hash)) {
      return;
    }
    int at = hash & (entries.length - WAYS);
    int last = at + WAYS - 1;
    while (at < last && entries[at] != null) {
      at++;
    }
    set(at, new Entry<>(hash, to - from, copy(bytes, from, to), value));
  }

  private boolean metBefore(int hash) {
    int place = hash >>> 6 & (met.length - 1);
    long bit = 1L << hash;
    if ((met[place] & bit) != 0) {
      return true;
    }
    if (++metCount > entries.length) {
      metCount = 0;
      Arrays.fill(met, 0);
    }
    met[place] |= bit;
    return false;
  }
}
