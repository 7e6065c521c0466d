package dev.parallax.comparator.sample;

import java.util.Collection;
import java.util.Collections;
import java.util.TreeMap;

/**
 * The k values with the lowest hashes of their ids: a uniform sample of the ids, whatever their
 * order. Each id is offered once.
 */
public final class BottomK<T> {

  private final int capacity;
  private final TreeMap<Long, T> lowest = new TreeMap<>(Long::compareUnsigned);

  public BottomK(int capacity) {
    this.capacity = capacity;
  }

  /**
   * @param hash of the value's id, by {@link IdHash}
   */
  public void add(long hash, T value) {
    if (lowest.size() == capacity && Long.compareUnsigned(hash, lowest.lastKey()) >= 0) {
      return;
    }
    lowest.put(hash, value);
    if (lowest.size() > capacity) {
      lowest.pollLastEntry();
    }
  }

  public void merge(BottomK<T> that) {
    that.lowest.forEach(this::add);
  }

  /** By hash. */
  public Collection<T> values() {
    return Collections.unmodifiableCollection(lowest.values());
  }
}
