package dev.parallax.proxy.headers;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Locale;

/** Headers that speak of one connection only, RFC 9110 section 7.6.1. */
final class HopByHopHeaders {

  private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
  private static final AsciiString PROXY_CONNECTION = AsciiString.cached("proxy-connection");

  private HopByHopHeaders() {}

  /**
   * Drops them, and what {@code Connection} names.
   *
   * <p>{@code Upgrade} goes too, which makes an upgrade an ordinary request unless it is asked for
   * anew. {@code Transfer-Encoding} goes since each connection is framed anew.
   */
  static void drop(HttpHeaders headers) {
    if (headers.contains(HttpHeaderNames.CONNECTION)) {
      for (String options : headers.getAll(HttpHeaderNames.CONNECTION)) {
        dropNamed(headers, options);
      }
      headers.remove(HttpHeaderNames.CONNECTION);
    }
    headers.remove(KEEP_ALIVE);
    headers.remove(PROXY_CONNECTION);
    headers.remove(HttpHeaderNames.TE);
    headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
    headers.remove(HttpHeaderNames.UPGRADE);
  }

  /** Asks for, or agrees to, that protocol on this one connection, RFC 9110 section 7.8. */
  static void upgrade(HttpHeaders headers, CharSequence protocol) {
    headers.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    headers.set(HttpHeaderNames.UPGRADE, protocol);
  }

  /** Whether the sender takes trailers: the one member of {@code TE} that outlives the hop. */
  static boolean acceptsTrailers(HttpHeaders headers) {
    return headers.containsValue(HttpHeaderNames.TE, "trailers", true);
  }

  /**
   * Drops from trailers what frames or routes a message, says who asks, or how to read the content:
   * RFC 9110 section 6.5.1. Whoever takes trailers for headers would believe it.
   */
  static void dropFromTrailers(HttpHeaders trailers) {
    if (trailers.isEmpty()) {
      // Mostly a constant, which can't be changed.
      return;
    }
    drop(trailers);
    for (String name : trailers.names()) {
      if (!isTrailer(name.toLowerCase(Locale.ROOT))) {
        trailers.remove(name);
      }
    }
  }

  private static boolean isTrailer(String name) {
    return switch (name) {
      case "content-length", "host", "trailer" -> false;
      case "cache-control", "expect", "max-forwards", "pragma", "range" -> false;
      case "authorization", "cookie", "proxy-authorization", "set-cookie" -> false;
      case "content-encoding", "content-range", "content-type" -> false;
      case "location", "vary", "via", "forwarded", "x-parallax-run" -> false;
      default -> !name.startsWith("if-") && !name.startsWith("x-forwarded-");
    };
  }

  private static void dropNamed(HttpHeaders headers, String options) {
    int start = 0;
    while (start < options.length()) {
      int comma = options.indexOf(',', start);
      int end = comma < 0 ? options.length() : comma;
      String name = options.substring(start, end).strip();
      if (!isOption(name) && !isVital(name)) {
        headers.remove(name);
      }
      start = end + 1;
    }
  }

  /** What {@code Connection} mostly holds, and names no header. */
  private static boolean isOption(String name) {
    return name.isEmpty() || name.equalsIgnoreCase("keep-alive") || name.equalsIgnoreCase("close");
  }

  /** A client must not be able to take framing, routing or its own trace away by naming it. */
  private static boolean isVital(String name) {
    return name.equalsIgnoreCase("content-length")
        || name.equalsIgnoreCase("host")
        || name.equalsIgnoreCase("forwarded")
        || name.regionMatches(true, 0, "x-forwarded-", 0, 12);
  }
}
