package dev.parallax.proxy;

import dev.parallax.proxy.route.Route;
import dev.parallax.proxy.route.Routing;
import dev.parallax.proxy.route.TapPolicy;
import dev.parallax.proxy.upstream.UpstreamPools;
import dev.parallax.proxy.upstream.UpstreamSettings;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** Makes the connections to each upstream, once for all routes that lead there. */
final class Upstreams {

  private Upstreams() {}

  static Routing routing(
      ProxySettings settings, EventLoopGroup loops, Class<? extends Channel> channelType) {
    Map<InetSocketAddress, UpstreamPools> byAddress = new HashMap<>();
    // What no route applies to is recorded as the first one's is.
    TapPolicy unrouted = settings.routes().getFirst().tap();
    return new Routing(
        settings.routes().stream()
            .map(
                route ->
                    new Routing.Leg(
                        route,
                        byAddress.computeIfAbsent(
                            route.upstreamAddress(),
                            _ ->
                                new UpstreamPools(
                                    loops, channelType, upstreamSettings(settings, route)))))
            .toList(),
        unrouted);
  }

  private static UpstreamSettings upstreamSettings(ProxySettings settings, Route route) {
    Limits limits = settings.limits();
    Timeouts timeouts = settings.timeouts();
    int loops = settings.eventLoops();
    return new UpstreamSettings(
        route.upstreamAddress(),
        timeouts.connect(),
        Math.ceilDiv(limits.maxUpstreamConnections(), loops),
        Math.ceilDiv(limits.maxPending(), loops),
        Math.ceilDiv(limits.maxIdleUpstream(), loops),
        timeouts.upstreamIdle(),
        timeouts.upstreamAge(),
        limits.maxHeaderBytes());
  }
}
