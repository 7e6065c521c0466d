package dev.parallax.proxy.traffic;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The histograms of one side, by place (a route, an upstream) and {@link Traits}, bounded in
 * number: what comes when there are too many is counted by its place and how it went alone.
 */
final class Series<P> {

  /** Each is some 4 KB in a scrape, which a sidecar's heap has room for. */
  static final int MAX = 500;

  private record Key<P>(P place, int code) {}

  private record Cell<P>(Key<P> key, Histogram histogram) {}

  /** Of all event loops. */
  private final Queue<Cell<P>> cells = new ConcurrentLinkedQueue<>();

  private final Set<Key<P>> known = ConcurrentHashMap.newKeySet();

  /** What one event loop counts at a place. */
  Counts at(P place) {
    return new Counts(place);
  }

  /** What all event loops counted so far. */
  Map<P, Map<Integer, Durations>> read() {
    Map<P, Map<Integer, Durations>> all = new LinkedHashMap<>();
    for (Cell<P> cell : cells) {
      all.computeIfAbsent(cell.key().place(), _ -> new LinkedHashMap<>())
          .merge(cell.key().code(), cell.histogram().read(), Durations::plus);
    }
    return all;
  }

  /** Confined to one event loop. */
  final class Counts {

    private final P place;
    private final IntObjectMap<Histogram> byCode = new IntObjectHashMap<>();

    private Counts(P place) {
      this.place = place;
    }

    void record(int code, long nanos) {
      Histogram histogram = byCode.get(code);
      if (histogram == null) {
        histogram = add(code);
      }
      histogram.record(nanos);
    }

    private Histogram add(int code) {
      Key<P> key = new Key<>(place, code);
      if (known.contains(key) || known.size() < MAX) {
        return add(key);
      }
      int overflow = Traits.overflow(code);
      Histogram histogram = byCode.get(overflow);
      return histogram == null ? add(new Key<>(place, overflow)) : histogram;
    }

    private Histogram add(Key<P> key) {
      known.add(key);
      Histogram histogram = new Histogram(Histogram.HTTP_NANOS);
      byCode.put(key.code(), histogram);
      cells.add(new Cell<>(key, histogram));
      return histogram;
    }
  }
}
