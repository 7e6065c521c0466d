package dev.parallax.comparator.diff;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request was sent to, as its Host header says it: what its answer may call itself.
 *
 * @param scheme {@code http} or {@code https}; empty where it is not known
 * @param host in lower case, an IPv6 address in brackets
 * @param port -1 for the scheme's own
 */
record Origin(String scheme, String host, int port) {

  /** Of {@code scheme://host[:port][/base]}; null if it is none. */
  static @Nullable Origin ofUrl(String url) {
    try {
      URI uri = new URI(url);
      if (uri.getHost() == null || uri.getScheme() == null) {
        return null;
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      int port = uri.getPort() == ownPort(scheme) ? -1 : uri.getPort();
      return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
    } catch (URISyntaxException noUrl) {
      return null;
    }
  }

  /** Of {@code host[:port]}, whose scheme is not known; null if it is none. */
  static @Nullable Origin ofAuthority(String authority) {
    Origin origin = ofUrl("any://" + authority);
    return origin == null ? null : new Origin("", origin.host(), origin.port());
  }

  private static int ownPort(String scheme) {
    return switch (scheme) {
      case "http" -> 80;
      case "https" -> 443;
      default -> -1;
    };
  }

  String authority() {
    return port < 0 ? host : host + ':' + port;
  }

  /** Regular expression of the ports that stand for its own, where none is written. */
  String ownPorts() {
    return switch (scheme) {
      case "http" -> "80";
      case "https" -> "443";
      default -> "(?:80|443)";
    };
  }
}
