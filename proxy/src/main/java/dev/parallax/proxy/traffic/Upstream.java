package dev.parallax.proxy.traffic;

import java.net.InetSocketAddress;

/**
 * A server behind, as it is configured.
 *
 * @param host a name or an address, not looked up
 */
public record Upstream(String host, int port) {

  public static Upstream of(InetSocketAddress address) {
    return new Upstream(address.getHostString(), address.getPort());
  }
}
