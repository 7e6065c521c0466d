package dev.parallax.proxy.headers;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * Tells the upstream who asked, and how.
 *
 * <p>The client's address is appended to {@code X-Forwarded-For}. {@code X-Forwarded-Proto} and
 * {@code X-Forwarded-Host} are set only where absent: a load balancer in front of this sidecar that
 * ended TLS knows better, and {@code http} in its place would send applications into redirect
 * loops. {@code Forwarded} gets an element of its own, RFC 7239.
 */
final class ForwardedHeaders {

  private static final AsciiString FOR = AsciiString.cached("X-Forwarded-For");
  private static final AsciiString PROTO = AsciiString.cached("X-Forwarded-Proto");
  private static final AsciiString HOST = AsciiString.cached("X-Forwarded-Host");
  private static final AsciiString FORWARDED = AsciiString.cached("Forwarded");

  private ForwardedHeaders() {}

  /**
   * @param host that the client asked for, or null
   */
  static void add(HttpHeaders headers, Forwarding policy, Hop hop, @Nullable String host) {
    if (policy.xForwarded()) {
      addSeparate(headers, hop, host);
    }
    if (policy.forwarded()) {
      append(headers, FORWARDED, element(hop, host));
    }
  }

  private static void addSeparate(HttpHeaders headers, Hop hop, @Nullable String host) {
    append(headers, FOR, hop.clientAddress());
    if (!headers.contains(PROTO)) {
      headers.add(PROTO, hop.scheme());
    }
    if (host != null && !headers.contains(HOST)) {
      headers.add(HOST, host);
    }
  }

  private static String element(Hop hop, @Nullable String host) {
    String address = hop.clientAddress();
    String node = address.indexOf(':') < 0 ? address : "\"[" + address + "]\"";
    String by = host == null ? "" : ";host=\"" + host.replace("\\", "").replace("\"", "") + '"';
    return "for=" + node + by + ";proto=" + hop.scheme();
  }

  /** To the end of the list that the lines of that name are together. */
  private static void append(HttpHeaders headers, AsciiString name, String value) {
    if (headers.contains(name)) {
      headers.set(name, String.join(", ", headers.getAll(name)) + ", " + value);
    } else {
      headers.add(name, value);
    }
  }
}
