package dev.parallax.proxy.downstream;

import dev.parallax.proxy.channel.ChannelEnds;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/**
 * Who is at the other end of a client's connection.
 *
 * @param address an IP address, without port
 * @param scheme {@code https} over TLS, else {@code http}
 */
record ClientFacts(String address, String scheme) {

  static final String HTTP = "http";
  static final String HTTPS = "https";

  /** Known once the connection is open, and TLS on it. */
  static ClientFacts of(Channel channel) {
    return new ClientFacts(address(channel), ChannelEnds.isSecure(channel) ? HTTPS : HTTP);
  }

  boolean isSecure() {
    return scheme.equals(HTTPS);
  }

  private static String address(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress remote
        ? remote.getAddress().getHostAddress()
        : "unknown";
  }
}
