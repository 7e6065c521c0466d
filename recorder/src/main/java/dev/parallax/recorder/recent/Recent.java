package dev.parallax.recorder.recent;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The results for values that were asked for lately: traffic repeats itself, and some results take
 * tens of microseconds. Bounded: each value has {@value #WAYS} places where it may stand. A new one
 * takes the last, and goes one forward whenever it is asked for again, so that what is asked for
 * once does not drive out what is asked for often.
 *
 * <p>Safe on any thread without a lock: entries are immutable, and one that is lost to a race is
 * computed once more.
 */
public final class Recent<K, V> {

  private static final int WAYS = 4;

  /**
   * Of the entries, beside each other: one line of the processor's cache tells what is not known,
   * where each entry would be another one. May be wrong for a while after a race.
   */
  private final int[] hashes;

  private final @Nullable Entry<K, V>[] entries;

  /**
   * @param maxEntries a power of two, at least 4
   */
  @SuppressWarnings("unchecked")
  public Recent(int maxEntries) {
    entries = (Entry<K, V>[]) new Entry<?, ?>[maxEntries];
    hashes = new int[maxEntries];
  }

  private record Entry<K, V>(int hash, K key, V value) {}

  /** The known result, or that of {@code compute}. */
  public V get(K key, Function<? super K, ? extends V> compute) {
    V known = find(key);
    if (known != null) {
      return known;
    }
    V computed = compute.apply(key);
    put(key, computed);
    return computed;
  }

  /** The known result, if there is one. */
  public @Nullable V find(K key) {
    int hash = spread(key.hashCode());
    int first = first(hash);
    for (int at = first; at < first + WAYS; at++) {
      if (hashes[at] == hash) {
        Entry<K, V> entry = entries[at];
        if (entry != null && entry.hash == hash && entry.key.equals(key)) {
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

  private void set(int at, @Nullable Entry<K, V> entry) {
    entries[at] = entry;
    hashes[at] = entry == null ? 0 : entry.hash;
  }

  /** To be found from now on. */
  public void put(K key, V value) {
    int hash = spread(key.hashCode());
    int at = first(hash);
    int last = at + WAYS - 1;
    while (at < last && entries[at] != null) {
      at++;
    }
    set(at, new Entry<>(hash, key, value));
  }

  private int first(int hash) {
    return hash & (entries.length - WAYS);
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E37_79B9;
    return mixed ^ (mixed >>> 15);
  }
}
