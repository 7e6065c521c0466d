package dev.parallax.recorder.sample;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Knows of each endpoint what is slow there. Bounded: {@value #MAX_ENDPOINTS} endpoints, about 1
 * MiB; the one that was asked for longest ago goes first. Confined to one thread.
 */
final class SlowTails {

  static final int MAX_ENDPOINTS = 1_024;

  private final Map<Long, SlowTail> tails =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, SlowTail> eldest) {
          return size() > MAX_ENDPOINTS;
        }
      };

  /** As {@link SlowTail#add}, of the endpoint. */
  boolean add(long endpoint, long nanos, double quantile) {
    return tails.computeIfAbsent(endpoint, _ -> new SlowTail()).add(nanos, quantile);
  }

  int endpoints() {
    return tails.size();
  }
}
