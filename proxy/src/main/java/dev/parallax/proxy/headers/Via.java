package dev.parallax.proxy.headers;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;

/** Names this proxy and the protocol it received by, RFC 9110 section 7.6.3. */
final class Via {

  private static final AsciiString HTTP_2 = AsciiString.cached("2 parallax");
  private static final AsciiString HTTP_1_1 = AsciiString.cached("1.1 parallax");
  private static final AsciiString HTTP_1_0 = AsciiString.cached("1.0 parallax");

  private Via() {}

  private static AsciiString line(HttpVersion received) {
    if (received.majorVersion() > 1) {
      return HTTP_2;
    }
    return received.minorVersion() == 0 ? HTTP_1_0 : HTTP_1_1;
  }

  /** Adds a line of its own, after any that is there. */
  static void append(HttpHeaders headers, HttpVersion received) {
    headers.add(HttpHeaderNames.VIA, line(received));
  }
}
