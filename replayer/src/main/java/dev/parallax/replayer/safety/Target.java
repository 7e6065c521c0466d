package dev.parallax.replayer.safety;

import dev.parallax.proto.Leg;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a leg is, admitted by the {@link TargetGuard}.
 *
 * @param host without brackets
 * @param basePath what stands before each recorded target: empty, or {@code /base} without a slash
 *     at its end
 * @param pinned the address to connect to whatever the name resolves to later; empty for hosts that
 *     were allowed by name
 */
public record Target(
    Leg leg, boolean tls, String host, int port, String basePath, Optional<InetAddress> pinned) {

  /** As a Host header says it, the scheme's default port left out. */
  public String authority() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port == (tls ? 443 : 80) ? name : name + ":" + port;
  }

  /** {@code http://localhost:8081/base}. */
  public String url() {
    return "%s://%s%s".formatted(tls ? "https" : "http", authority(), basePath);
  }

  /** {@code candidate http://localhost:8081}: how messages name it. */
  @Override
  public String toString() {
    return leg.name().toLowerCase(Locale.ROOT) + ' ' + url();
  }

  InetSocketAddress address() {
    return pinned
        .map(address -> new InetSocketAddress(address, port))
        .orElseGet(() -> new InetSocketAddress(host, port));
  }
}
