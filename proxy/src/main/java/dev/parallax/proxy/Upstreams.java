package dev.parallax.proxy;

import dev.parallax.proxy.route.Route;
import dev.parallax.proxy.route.Routing;
import dev.parallax.proxy.route.TapPolicy;
import dev.parallax.proxy.upstream.UpstreamPools;
import dev.parallax.proxy.upstream.UpstreamProtocol;
import dev.parallax.proxy.upstream.UpstreamSettings;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** Makes the connections to each upstream, once for all routes that lead there. */
final class Upstreams {

  /** Routes that agree in this share their connections. */
  private record Destination(InetSocketAddress address, UpstreamProtocol protocol) {}

  private Upstreams() {}

  static Routing routing(
      ProxySettings settings, EventLoopGroup loops, Class<? extends Channel> channelType) {
    Map<Destination, UpstreamPools> byDestination = new HashMap<>();
    // What no route applies to is recorded as the first one's is.
    TapPolicy unrouted = settings.routes().getFirst().tap();
    return new Routing(
        settings.routes().stream()
            .map(
                route ->
                    new Routing.Leg(
                        route,
                        byDestination.computeIfAbsent(
                            new Destination(route.upstreamAddress(), route.protocol()),
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
        route.protocol(),
        timeouts.connect(),
        Math.ceilDiv(limits.maxUpstreamConnections(), loops),
        Math.ceilDiv(limits.maxPending(), loops),
        Math.ceilDiv(limits.maxIdleUpstream(), loops),
        timeouts.upstreamIdle(),
        timeouts.upstreamAge(),
        limits.maxHeaderBytes());
  }
}
