package dev.parallax.proxy.headers;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * Tells the upstream who asked, and how.
 *
 * <p>The client's address is appended to {@code X-Forwarded-For}. {@code X-Forwarded-Proto} and
 * {@code X-Forwarded-Host} are set only where absent: a load balancer in front of this sidecar that
 * ended TLS knows better, and {@code http} in its place would send applications into redirect
 * loops.
 */
final class ForwardedHeaders {

  private static final AsciiString FOR = AsciiString.cached("X-Forwarded-For");
  private static final AsciiString PROTO = AsciiString.cached("X-Forwarded-Proto");
  private static final AsciiString HOST = AsciiString.cached("X-Forwarded-Host");

  private ForwardedHeaders() {}

  static void add(HttpHeaders headers, String clientAddress, String scheme) {
    if (headers.contains(FOR)) {
      headers.set(FOR, String.join(", ", headers.getAll(FOR)) + ", " + clientAddress);
    } else {
      headers.add(FOR, clientAddress);
    }
    if (!headers.contains(PROTO)) {
      headers.add(PROTO, scheme);
    }
    @Nullable String host = headers.get(HttpHeaderNames.HOST);
    if (host != null && !headers.contains(HOST)) {
      headers.add(HOST, host);
    }
  }
}
