package dev.parallax.replayer.wire;

import dev.parallax.proto.Header;
import java.util.List;

/** How a body is divided into messages. */
public enum Framing {
  /** It is one. */
  NONE,
  /** A flag, four bytes of length, the message (gRPC over HTTP/2, "Length-Prefixed-Message"). */
  GRPC,
  /** Server-sent events (WHATWG HTML, section 9.2). */
  EVENTS;

  /** By the content type that the headers name. */
  public static Framing of(List<Header> headers) {
    return isGrpc(headers) ? GRPC : isType(headers, "text/event-stream", "; ") ? EVENTS : NONE;
  }

  /** gRPC with whichever codec; not gRPC-Web. */
  public static boolean isGrpc(List<Header> headers) {
    return isType(headers, "application/grpc", "+; ");
  }

  private static boolean isType(List<Header> headers, String type, String ends) {
    return headers.stream()
        .filter(header -> header.getName().equalsIgnoreCase("content-type"))
        .map(Header::getValue)
        .anyMatch(
            value ->
                value.regionMatches(true, 0, type, 0, type.length())
                    && (value.length() == type.length()
                        || ends.indexOf(value.charAt(type.length())) >= 0));
  }
}
