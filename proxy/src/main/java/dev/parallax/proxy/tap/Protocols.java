package dev.parallax.proxy.tap;

import io.netty.handler.codec.http.HttpVersion;

/** How versions of the protocol are written in a recording. */
final class Protocols {

  private Protocols() {}

  /** {@code HTTP/1.0}, {@code HTTP/1.1}, or {@code HTTP/2}, which has no minor version. */
  static String text(HttpVersion version) {
    return version.majorVersion() > 1 ? "HTTP/" + version.majorVersion() : version.text();
  }
}
