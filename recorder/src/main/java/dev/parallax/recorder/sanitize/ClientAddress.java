package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.sanitize.detect.Addresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The address that tells clients apart.
 *
 * <p>That is the peer's, unless the peer is on a network of our own (loopback, link-local, private,
 * or unique-local): then it may be a load balancer that all clients come through, and the left-most
 * address counts that {@code X-Forwarded-For} holds, else {@code Forwarded}, else {@code
 * X-Real-IP}. A peer from elsewhere is the client, whatever it says. What a balancer forwards may
 * be forged by the client: good enough to group exchanges by, and used for nothing else.
 */
final class ClientAddress {

  private ClientAddress() {}

  static String of(RawExchange raw) {
    String peer = raw.clientAddress();
    InetAddress address = Addresses.parse(peer);
    if (address == null || !ownNetwork(address)) {
      return peer;
    }
    List<RawHeader> headers = raw.request().headers();
    return first(headers, "x-forwarded-for", Function.identity())
        .or(() -> first(headers, "forwarded", ClientAddress::forwardedFor))
        .or(() -> first(headers, "x-real-ip", Function.identity()))
        .orElse(peer);
  }

  private static boolean ownNetwork(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || uniqueLocal(address);
  }

  /** {@code fc00::/7} (RFC 4193). */
  private static boolean uniqueLocal(InetAddress address) {
    return address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
  }

  /** The left-most address in the lists of that name: who came first. */
  private static Optional<String> first(
      List<RawHeader> headers, String name, Function<String, String> node) {
    for (RawHeader header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        for (String element : header.value().split(",", -1)) {
          InetAddress address = address(node.apply(element).strip());
          if (address != null) {
            return Optional.of(address.getHostAddress());
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The {@code for} of one element (RFC 7239, section 4), without quotes. */
  private static String forwardedFor(String element) {
    for (String pair : element.split(";", -1)) {
      String plain = pair.strip();
      if (plain.toLowerCase(Locale.ROOT).startsWith("for=")) {
        return plain.substring(4).replace("\"", "");
      }
    }
    return "";
  }

  /** {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code 2001:db8::1} or {@code [2001:db8::1]:80}. */
  private static @Nullable InetAddress address(String node) {
    if (node.startsWith("[")) {
      int end = node.indexOf(']');
      return end < 0 ? null : Addresses.parse(node.substring(1, end));
    }
    int colon = node.indexOf(':');
    boolean port = colon >= 0 && colon == node.lastIndexOf(':');
    return Addresses.parse(port ? node.substring(0, colon) : node);
  }
}
