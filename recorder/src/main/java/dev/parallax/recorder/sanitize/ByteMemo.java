package dev.parallax.recorder.sanitize;

import org.jspecify.annotations.Nullable;

/**
 * As {@code Recent}, but found by bytes where they stand, so that nothing is made of what is known
 * already. Bytes go on for one more word behind those in question. Safe on any thread without a
 * lock: entries are immutable.
 */
final class ByteMemo<V> {

  private static final int WAYS = 4;

  private final @Nullable Entry<V>[] entries;

  /**
   * @param maxEntries a power of two, at least 4
   */
  @SuppressWarnings("unchecked")
  ByteMemo(int maxEntries) {
    entries = (Entry<V>[]) new Entry<?>[maxEntries];
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
      Entry<V> entry = entries[at];
      if (entry == null) {
        return null;
      }
      if (entry.is(hash, bytes, from, to)) {
        if (at > first) {
          entries[at] = entries[at - 1];
          entries[at - 1] = entry;
        }
        return entry.value;
      }
    }
    return null;
  }

  private static byte[] copy(byte[] bytes, int from, int to) {
    byte[] key = new byte[to - from + Long.BYTES];
    System.arraycopy(bytes, from, key, 0, to - from);
    return key;
  }

  void put(int hash, byte[] bytes, int from, int to, V value) {
    int at = hash & (entries.length - WAYS);
    int last = at + WAYS - 1;
    while (at < last && entries[at] != null) {
      at++;
    }
    entries[at] = new Entry<>(hash, to - from, copy(bytes, from, to), value);
  }
}
