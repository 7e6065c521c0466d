package dev.parallax.proxy;

import dev.parallax.proxy.headers.Forwarding;
import dev.parallax.proxy.route.Route;
import dev.parallax.proxy.tap.TapSettings;
import dev.parallax.proxy.tls.TlsSettings;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * How the proxy serves.
 *
 * @param listen where to listen; port 0 takes a free one
 * @param routes at least one; requests that none applies to get 404
 * @param eventLoops threads that serve
 * @param transport how sockets are driven
 * @param proxyProtocol whether each client connection begins with a header of the PROXY protocol
 */
public record ProxySettings(
    InetSocketAddress listen,
    List<Route> routes,
    Timeouts timeouts,
    Limits limits,
    Forwarding forwarding,
    TapSettings tap,
    int eventLoops,
    TransportChoice transport,
    TlsSettings tls,
    boolean proxyProtocol) {

  public ProxySettings {
    routes = List.copyOf(routes);
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("proxy.routes: none (expected: at least one)");
    }
    if (eventLoops < 1) {
      throw new IllegalArgumentException(
          "proxy.eventLoops: %d (expected: >= 1)".formatted(eventLoops));
    }
  }

  /**
   * @throws IllegalArgumentException if a proxy that runs by these can't go on by the next ones
   */
  void requireSameProcess(ProxySettings next) {
    requireSame("proxy.listen", listen, next.listen);
    requireSame("proxy.eventLoops", eventLoops, next.eventLoops);
    requireSame("proxy.transport", transport, next.transport);
    requireSame("proxy.tls", tls, next.tls);
    requireSame("tap", tap.enabled(), next.tap.enabled());
  }

  private static void requireSame(String key, Object running, Object next) {
    if (!running.equals(next)) {
      throw new IllegalArgumentException(
          "%s: %s (expected: %s, until the proxy is restarted)".formatted(key, next, running));
    }
  }
}
