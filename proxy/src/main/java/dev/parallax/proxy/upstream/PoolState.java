package dev.parallax.proxy.upstream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How busy the connections to one upstream are.
 *
 * @param active connections that serve, or are being opened
 * @param idle connections that wait for the next exchange
 * @param pending requests that wait for a connection
 */
public record PoolState(int active, int idle, int pending) {

  private static final PoolState NONE = new PoolState(0, 0, 0);

  /**
   * Asks all event loops, each once; what does not answer in time is left out.
   *
   * @param loops all of the proxy's
   */
  public static Map<UpstreamPools, PoolState> ask(
      Iterable<EventExecutor> loops, Collection<UpstreamPools> upstreams, Duration timeout)
      throws InterruptedException {
    List<Future<Map<UpstreamPools, PoolState>>> asked = new ArrayList<>();
    for (EventExecutor loop : loops) {
      asked.add(loop.submit(() -> on((EventLoop) loop, upstreams)));
    }
    Map<UpstreamPools, PoolState> sums = new HashMap<>();
    upstreams.forEach(upstream -> sums.put(upstream, NONE));
    long deadline = System.nanoTime() + timeout.toNanos();
    for (Future<Map<UpstreamPools, PoolState>> one : asked) {
      if (one.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
          && one.isSuccess()) {
        one.getNow().forEach((upstream, state) -> sums.merge(upstream, state, PoolState::plus));
      }
    }
    return sums;
  }

  private static Map<UpstreamPools, PoolState> on(
      EventLoop loop, Collection<UpstreamPools> upstreams) {
    Map<UpstreamPools, PoolState> states = new HashMap<>();
    upstreams.forEach(upstream -> states.put(upstream, upstream.of(loop).state()));
    return states;
  }

  private PoolState plus(PoolState other) {
    return new PoolState(active + other.active, idle + other.idle, pending + other.pending);
  }
}
