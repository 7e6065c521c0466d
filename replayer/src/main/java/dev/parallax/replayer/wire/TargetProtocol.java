package dev.parallax.replayer.wire;

import dev.parallax.proto.Request;
import java.util.Locale;

/** Which version of HTTP targets are spoken to in; gRPC has no other than HTTP/2. */
public enum TargetProtocol {
  /** What the exchange was recorded over. */
  AUTO,
  HTTP1,
  HTTP2;

  /** As a {@link Request} says it. */
  public static final String HTTP_2 = "HTTP/2";

  /**
   * @throws IllegalArgumentException naming what was expected
   */
  public static TargetProtocol parse(String text) {
    for (TargetProtocol protocol : values()) {
      if (protocol.toString().equals(text)) {
        return protocol;
      }
    }
    throw new IllegalArgumentException(
        "target.protocol: %s (expected: auto, http1 or http2)".formatted(text));
  }

  /** Whether a recorded request is sent over HTTP/2. */
  public boolean isHttp2(Request recorded) {
    return switch (this) {
          case AUTO -> recorded.getProtocol().startsWith(HTTP_2);
          case HTTP1 -> false;
          case HTTP2 -> true;
        }
        || Framing.isGrpc(recorded.getHeadersList());
  }

  /** Whether a request that is to go over HTTP/2 may go over nothing else, if a target has none. */
  public boolean insists(Request sent) {
    return this == HTTP2 || Framing.isGrpc(sent.getHeadersList());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
