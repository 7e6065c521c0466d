package dev.parallax.recorder.sanitize.pseudonym;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The results for the values that were asked for most recently: traffic repeats itself, and
 * format-preserving encryption takes tens of microseconds. Safe on any thread.
 */
public final class Recent<K, V> {

  private final Map<K, V> entries;

  public Recent(int maxEntries) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > maxEntries;
          }
        };
  }

  /** The known result, or that of {@code compute}, which runs outside the lock. */
  public V get(K key, Function<K, V> compute) {
    synchronized (entries) {
      V known = entries.get(key);
      if (known != null) {
        return known;
      }
    }
    V computed = compute.apply(key);
    synchronized (entries) {
      entries.put(key, computed);
    }
    return computed;
  }
}
