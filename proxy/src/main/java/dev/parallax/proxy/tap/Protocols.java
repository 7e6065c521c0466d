package dev.parallax.proxy.tap;

import dev.parallax.proxy.http2.Http2Messages;
import io.netty.handler.codec.http.HttpVersion;

/** How versions of the protocol are written in a recording. */
final class Protocols {

  private Protocols() {}

  /** {@code HTTP/1.0}, {@code HTTP/1.1}, or {@code HTTP/2}, which has no minor version. */
  static String text(HttpVersion version) {
    return version.equals(Http2Messages.VERSION) ? "HTTP/2" : version.text();
  }
}
