package dev.parallax.proxy;

import dev.parallax.proxy.headers.Forwarding;
import dev.parallax.proxy.route.HostPolicy;
import dev.parallax.proxy.route.Route;
import dev.parallax.proxy.route.TapPolicy;
import dev.parallax.proxy.tap.TapSettings;
import dev.parallax.proxy.tls.TlsSettings;
import dev.parallax.proxy.upstream.UpstreamProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Settings of one event loop on a free port, open to change one by one. */
final class Tuning {

  private static final Timeouts TIMEOUTS = Timeouts.defaults();
  private static final Limits LIMITS = Limits.defaults();

  private final URI upstream;

  InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  Duration connect = TIMEOUTS.connect();
  Duration header = TIMEOUTS.header();
  Duration response = TIMEOUTS.response();
  Duration idle = TIMEOUTS.idle();
  Duration stream = TIMEOUTS.stream();
  Duration total = TIMEOUTS.total();
  Duration upstreamIdle = TIMEOUTS.upstreamIdle();
  Duration upstreamAge = TIMEOUTS.upstreamAge();
  Duration drain = Duration.ofSeconds(10);
  int maxHeaderBytes = LIMITS.maxHeaderBytes();
  int maxConnections = LIMITS.maxConnections();
  int maxUpstreamConnections = LIMITS.maxUpstreamConnections();
  int maxPending = LIMITS.maxPending();
  int maxIdleUpstream = LIMITS.maxIdleUpstream();
  int minBodyRate = LIMITS.minBodyRate();
  Forwarding forwarding = Forwarding.defaults();
  HostPolicy hostPolicy = HostPolicy.PRESERVE;
  UpstreamProtocol protocol = UpstreamProtocol.AUTO;
  boolean tunnelsUpgrades;
  TapPolicy policy = new TapPolicy(1, 1 << 20);
  TapSettings tap = TapSettings.defaults();
  int eventLoops = 1;
  TlsSettings tls = TlsSettings.none();
  boolean proxyProtocol;

  /** Those that come before the one that takes everything. */
  final List<Route> routes = new ArrayList<>();

  Tuning(URI upstream) {
    this.upstream = upstream;
  }

  ProxySettings toSettings() {
    List<Route> all = new ArrayList<>(routes);
    all.add(new Route("", "/", upstream, hostPolicy, protocol, tunnelsUpgrades, policy));
    return new ProxySettings(
        listen,
        all,
        new Timeouts(
            connect, header, response, idle, stream, total, upstreamIdle, upstreamAge, drain),
        new Limits(
            maxHeaderBytes,
            maxConnections,
            maxUpstreamConnections,
            maxPending,
            maxIdleUpstream,
            minBodyRate),
        forwarding,
        tap,
        eventLoops,
        TransportChoice.AUTO,
        tls,
        proxyProtocol);
  }
}
