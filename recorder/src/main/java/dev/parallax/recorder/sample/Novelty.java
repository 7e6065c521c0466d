package dev.parallax.recorder.sample;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which exchanges are the first of their shape. An endpoint whose shapes never end is let to keep
 * {@value #AT_ONCE} at once and {@value #PER_MINUTE} a minute after that, all endpoints together
 * {@value #AT_ONCE_OF_ALL} and {@value #PER_MINUTE_OF_ALL}: what comes beyond is not marked as
 * seen, so that the next one of it has its chance. Confined to one thread.
 */
final class Novelty {

  static final int AT_ONCE = 120;
  static final int PER_MINUTE = 6;
  static final int AT_ONCE_OF_ALL = 3_000;
  static final int PER_MINUTE_OF_ALL = 300;

  /** The one that had a new shape longest ago goes first. */
  static final int MAX_ENDPOINTS = 4_096;

  private final SeenShapes seen = new SeenShapes();
  private final Allowance ofAll;
  private final Map<Long, Allowance> byEndpoint =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Allowance> eldest) {
          return size() > MAX_ENDPOINTS;
        }
      };

  Novelty(long nowNanos) {
    ofAll = new Allowance(AT_ONCE_OF_ALL, PER_MINUTE_OF_ALL, nowNanos);
  }

  enum Look {
    KNOWN,
    NOVEL,
    /** New, and one too many. */
    BEYOND
  }

  /** Looks at an exchange that nothing else keeps, and marks its shape as seen if it is novel. */
  Look look(long endpoint, long shape, long nowNanos) {
    if (seen.knows(shape)) {
      return Look.KNOWN;
    }
    Allowance allowance =
        byEndpoint.computeIfAbsent(endpoint, _ -> new Allowance(AT_ONCE, PER_MINUTE, nowNanos));
    if (!ofAll.has(nowNanos) || !allowance.has(nowNanos)) {
      return Look.BEYOND;
    }
    ofAll.take();
    allowance.take();
    seen.add(shape);
    return Look.NOVEL;
  }

  int shapes() {
    return seen.size();
  }
}
