package dev.parallax.proxy.downstream;

import dev.parallax.proxy.channel.ChannelEnds;
import io.netty.channel.Channel;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.AttributeKey;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a client's connection.
 *
 * @param address an IP address, without port
 * @param scheme {@code https} over TLS, else {@code http}
 */
record ClientFacts(String address, String scheme) {

  static final String HTTP = "http";
  static final String HTTPS = "https";

  private static final AttributeKey<String> ORIGINAL = AttributeKey.valueOf("parallax.client");

  /** Known once the connection is open, and TLS on it. */
  static ClientFacts of(Channel channel) {
    return new ClientFacts(address(channel), ChannelEnds.isSecure(channel) ? HTTPS : HTTP);
  }

  boolean isSecure() {
    return scheme.equals(HTTPS);
  }

  /**
   * Notes whom a connection is for, where the sender says that it is for somebody else: it does not
   * if it is the load balancer's own, or not by IP.
   */
  static void cameFrom(Channel channel, HAProxyMessage header) {
    byte @Nullable [] ip =
        header.sourceAddress() == null
            ? null
            : NetUtil.createByteArrayFromIpAddressString(header.sourceAddress());
    if (ip != null) {
      channel.attr(ORIGINAL).set(text(ip));
    }
  }

  private static String text(byte[] ip) {
    try {
      return InetAddress.getByAddress(ip).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("length of an IP address: " + ip.length, e);
    }
  }

  private static String address(Channel channel) {
    @Nullable String original = channel.attr(ORIGINAL).get();
    if (original != null) {
      return original;
    }
    return channel.remoteAddress() instanceof InetSocketAddress remote
        ? remote.getAddress().getHostAddress()
        : "unknown";
  }
}
