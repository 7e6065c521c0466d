package dev.parallax.recorder.sanitize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * As {@code Recent}, but found by bytes where they stand, so that nothing is made of what is known
 * already. Safe on any thread without a lock: entries are immutable.
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

  @SuppressWarnings("ArrayRecordComponent") // Never handed out.
  private record Entry<V>(int hash, byte[] key, V value) {

    boolean is(int sought, byte[] bytes, int from, int to) {
      return hash == sought && Arrays.equals(key, 0, key.length, bytes, from, to);
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

  void put(int hash, byte[] bytes, int from, int to, V value) {
    int at = hash & (entries.length - WAYS);
    int last = at + WAYS - 1;
    while (at < last && entries[at] != null) {
      at++;
    }
    entries[at] = new Entry<>(hash, Arrays.copyOfRange(bytes, from, to), value);
  }
}
