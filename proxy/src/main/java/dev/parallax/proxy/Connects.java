package dev.parallax.proxy;

import dev.parallax.proxy.traffic.Upstream;
import dev.parallax.proxy.upstream.UpstreamFailure;
import dev.parallax.proxy.upstream.UpstreamPools;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The connections to each upstream that were opened since the start, and those that could not be.
 * What was counted stays: also of upstreams that a reload has left, and of connections that another
 * one has replaced. Thread-safe.
 */
public final class Connects {

  /** To one upstream. */
  public record Counts(long opened, Map<UpstreamFailure, Long> failed) {

    public Counts {
      failed = Map.copyOf(failed);
    }

    private static Counts of(UpstreamPools pools) {
      Map<UpstreamFailure, Long> failed = new EnumMap<>(UpstreamFailure.class);
      for (UpstreamFailure why : UpstreamFailure.values()) {
        failed.put(why, pools.connects().failedCount(why));
      }
      return new Counts(pools.connects().openedCount(), failed);
    }

    private Counts plus(Counts other) {
      Map<UpstreamFailure, Long> sums = new EnumMap<>(UpstreamFailure.class);
      sums.putAll(failed);
      other.failed.forEach((why, count) -> sums.merge(why, count, Long::sum));
      return new Counts(opened + other.opened, sums);
    }

    public long failed(UpstreamFailure why) {
      return failed.getOrDefault(why, 0L);
    }
  }

  private final List<UpstreamPools> counting = new ArrayList<>();
  private final Map<Upstream, Counts> settled = new LinkedHashMap<>();

  Connects() {}

  synchronized void add(UpstreamPools pools) {
    counting.add(pools);
  }

  /** Nobody connects by these any more. */
  synchronized void settle(UpstreamPools pools) {
    if (counting.remove(pools)) {
      settled.merge(Upstream.of(pools.address()), Counts.of(pools), Counts::plus);
    }
  }

  public synchronized Map<Upstream, Counts> byUpstream() {
    Map<Upstream, Counts> sums = new LinkedHashMap<>(settled);
    counting.forEach(
        pools -> sums.merge(Upstream.of(pools.address()), Counts.of(pools), Counts::plus));
    return sums;
  }
}
