package dev.parallax.proxy.upstream;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.HashMap;
import java.util.Map;

/** One pool for each event loop, so that both channels of an exchange share a thread. */
public final class UpstreamPools {

  private final Map<EventLoop, UpstreamPool> byLoop = new HashMap<>();

  public UpstreamPools(
      EventLoopGroup loops, Class<? extends Channel> channelType, UpstreamSettings settings) {
    JdkNameResolvers resolvers = new JdkNameResolvers();
    for (EventExecutor executor : loops) {
      EventLoop loop = (EventLoop) executor;
      UpstreamPool pool = new UpstreamPool(loop, channelType, settings, resolvers);
      byLoop.put(loop, pool);
      pool.startSweeping();
    }
  }

  /** The pool of that event loop, to be used on it only. */
  public UpstreamPool of(EventLoop loop) {
    UpstreamPool pool = byLoop.get(loop);
    if (pool == null) {
      throw new IllegalArgumentException("loop: %s (expected: one of the proxy's)".formatted(loop));
    }
    return pool;
  }
}
