package dev.parallax.proxy.route;

import dev.parallax.proxy.upstream.UpstreamProtocol;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One rule: what it applies to, and what becomes of that.
 *
 * @param host {@code shop.example} alone, {@code *.shop.example} for all below it, or empty for
 *     any; without port, lower-case
 * @param pathPrefix whole segments that the path begins with: {@code /api} applies to {@code /api},
 *     {@code /api/x} and {@code /api?x}, and not to {@code /apis}. Compared as sent, nothing
 *     decoded or resolved
 * @param upstream {@code http[s]://host[:port]}, without a path
 * @param protocol that the upstream is spoken to in
 * @param tunnelsUpgrades whether {@code Upgrade} is passed on, and what follows a 101 relayed as
 *     bytes; else an upgrade is an ordinary request
 */
public record Route(
    String host,
    String pathPrefix,
    URI upstream,
    HostPolicy hostPolicy,
    UpstreamProtocol protocol,
    boolean tunnelsUpgrades,
    TapPolicy tap) {

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /** None, a name, all names below one, or an IPv6 address in brackets. */
  private static final Pattern HOST = Pattern.compile("(\\*\\.)?[^*:/\\s\\[\\]]+|\\[[0-9a-f:.]+]|");

  public Route {
    host = host.toLowerCase(Locale.ROOT);
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "host: %s (expected: a name, or *. and a name, without port)".formatted(host));
    }
    if (!pathPrefix.startsWith("/") || pathPrefix.contains("?")) {
      throw new IllegalArgumentException(
          "path: %s (expected: a path that begins with /)".formatted(pathPrefix));
    }
    if (!isOrigin(upstream)) {
      throw new IllegalArgumentException(
          "upstream: %s (expected: http[s]://host[:port])".formatted(upstream));
    }
    if (tunnelsUpgrades && protocol == UpstreamProtocol.HTTP2) {
      throw new IllegalArgumentException(
          "upgrade: tunnel, and HTTP/2 with %s (expected: one of them: HTTP/2 has no upgrades)"
              .formatted(upstream));
    }
  }

  /** The upstream's host and port, its name not looked up. */
  public InetSocketAddress upstreamAddress() {
    String name = upstream.getHost();
    if (name.startsWith("[")) {
      name = name.substring(1, name.length() - 1);
    }
    int usual = isSecure() ? HTTPS_PORT : HTTP_PORT;
    return InetSocketAddress.createUnresolved(
        name, upstream.getPort() < 0 ? usual : upstream.getPort());
  }

  /** Whether the upstream is spoken to over TLS. */
  public boolean isSecure() {
    return "https".equalsIgnoreCase(upstream.getScheme());
  }

  /** Its {@code Host}, where the client's own does not pass. */
  public String upstreamHost() {
    return upstream.getRawAuthority();
  }

  /**
   * @param name lower-case, without port
   */
  boolean servesHost(String name) {
    if (host.isEmpty()) {
      return true;
    }
    return host.startsWith("*")
        ? name.length() >= host.length() && name.endsWith(host.substring(1))
        : name.equals(host);
  }

  /**
   * @param target in origin form
   */
  boolean servesPath(String target) {
    if (!target.startsWith(pathPrefix)) {
      // To all of a host there is also the asterisk of OPTIONS.
      return pathPrefix.equals("/") && target.equals("*");
    }
    int end = pathPrefix.length();
    return pathPrefix.endsWith("/")
        || target.length() == end
        || target.charAt(end) == '/'
        || target.charAt(end) == '?';
  }

  private static boolean isOrigin(URI uri) {
    return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
        && uri.getHost() != null
        && uri.getUserInfo() == null
        && uri.getQuery() == null
        && uri.getFragment() == null
        && (uri.getPath().isEmpty() || uri.getPath().equals("/"));
  }
}
