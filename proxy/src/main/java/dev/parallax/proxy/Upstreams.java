package dev.parallax.proxy;

import dev.parallax.proxy.route.Route;
import dev.parallax.proxy.route.Routing;
import dev.parallax.proxy.route.TapPolicy;
import dev.parallax.proxy.tls.ClientTls;
import dev.parallax.proxy.upstream.UpstreamPools;
import dev.parallax.proxy.upstream.UpstreamProtocol;
import dev.parallax.proxy.upstream.UpstreamSettings;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The connections to each upstream, once for all routes that lead there. They outlive a reload that
 * leaves their settings as they are. Guarded by {@link ProxyServer}.
 */
final class Upstreams implements AutoCloseable {

  private final EventLoopGroup loops;
  private final Class<? extends Channel> channelType;
  private final ClientTls tls;
  private final Map<UpstreamSettings, UpstreamPools> pools = new HashMap<>();
  private final List<UpstreamPools> retired = new ArrayList<>();
  private final Connects connects = new Connects();

  /**
   * @param tls of those that are reached over it
   */
  Upstreams(EventLoopGroup loops, Class<? extends Channel> channelType, ClientTls tls) {
    this.loops = loops;
    this.channelType = channelType;
    this.tls = tls;
  }

  /** By connections that are there, and others that are opened when they are asked for. */
  Routing routing(ProxySettings settings) {
    // What no route applies to is recorded as the first one's is.
    TapPolicy unrouted = settings.routes().getFirst().tap();
    return new Routing(
        settings.routes().stream()
            .map(route -> new Routing.Leg(route, pools(upstreamSettings(settings, route))))
            .toList(),
        unrouted);
  }

  private UpstreamPools pools(UpstreamSettings settings) {
    return pools.computeIfAbsent(settings, this::open);
  }

  private UpstreamPools open(UpstreamSettings settings) {
    UpstreamPools opened = new UpstreamPools(loops, channelType, settings);
    connects.add(opened);
    return opened;
  }

  /** What was counted, of all that were ever named. On any thread. */
  Connects connects() {
    return connects;
  }

  /**
   * Closes the connections that this routing, which requests go by from now on, does not lead to:
   * each when its exchange has ended.
   */
  void retireAllBut(Routing current) {
    retired.removeIf(this::settle);
    Predicate<UpstreamPools> used =
        one -> current.legs().stream().anyMatch(leg -> leg.pools() == one);
    pools.values().stream().filter(used.negate()).forEach(this::retire);
    pools.values().removeIf(used.negate());
  }

  private boolean settle(UpstreamPools pools) {
    boolean ended = pools.isEmpty();
    if (ended) {
      connects.settle(pools);
    }
    return ended;
  }

  private void retire(UpstreamPools unused) {
    unused.retire();
    retired.add(unused);
  }

  /** Closes all connections, whatever they do. */
  @Override
  public void close() {
    pools.values().forEach(UpstreamPools::close);
    retired.forEach(UpstreamPools::close);
  }

  /** Only HTTP/1.1 knows upgrades. */
  private static UpstreamProtocol protocol(Route route) {
    boolean either = route.protocol() == UpstreamProtocol.AUTO;
    return either && route.tunnelsUpgrades() ? UpstreamProtocol.HTTP1 : route.protocol();
  }

  private UpstreamSettings upstreamSettings(ProxySettings settings, Route route) {
    Limits limits = settings.limits();
    Timeouts timeouts = settings.timeouts();
    int loops = settings.eventLoops();
    return new UpstreamSettings(
        route.upstreamAddress(),
        protocol(route),
        route.isSecure() ? tls : null,
        timeouts.connect(),
        Math.ceilDiv(limits.maxUpstreamConnections(), loops),
        Math.ceilDiv(limits.maxPending(), loops),
        Math.ceilDiv(limits.maxIdleUpstream(), loops),
        timeouts.upstreamIdle(),
        timeouts.upstreamAge(),
        limits.maxHeaderBytes());
  }
}
