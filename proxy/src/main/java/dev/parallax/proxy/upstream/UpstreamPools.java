package dev.parallax.proxy.upstream;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** One pool for each event loop, so that both channels of an exchange share a thread. */
public final class UpstreamPools implements AutoCloseable {

  private static final long CLOSE_MILLIS = 5_000;

  private final Map<EventLoop, UpstreamPool> byLoop = new HashMap<>();

  private final InetSocketAddress address;
  private final ConnectCounts connects = new ConnectCounts();

  /** Closes what is added after it was closed, too: somebody may be connecting just then. */
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

  public UpstreamPools(
      EventLoopGroup loops, Class<? extends Channel> channelType, UpstreamSettings settings) {
    address = settings.address();
    JdkNameResolvers resolvers = new JdkNameResolvers();
    for (EventExecutor executor : loops) {
      EventLoop loop = (EventLoop) executor;
      UpstreamPool pool = new UpstreamPool(loop, channelType, settings, resolvers, open, connects);
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

  /**
   * No request that begins from now on asks here: idle connections are closed, and each other one
   * when its exchange has ended.
   */
  public void retire() {
    byLoop.forEach((loop, pool) -> loop.execute(pool::retire));
  }

  /** Whether no connection is open. */
  public boolean isEmpty() {
    return open.isEmpty();
  }

  /** The upstream's, its name not looked up. */
  public InetSocketAddress address() {
    return address;
  }

  /** Connections opened since the start, and those that could not be. */
  public ConnectCounts connects() {
    return connects;
  }

  /** Closes all connections, whatever they do, and each that is opened later. */
  @Override
  public void close() {
    var _ = open.close();
    // As with clients, TLS may say too early that it has closed one.
    var _ = open.newCloseFuture().awaitUninterruptibly(CLOSE_MILLIS);
  }
}
