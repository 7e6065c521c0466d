package dev.parallax.replayer.wire;

import dev.parallax.proto.Header;
import dev.parallax.recorder.raw.StreamType;
import java.util.List;
import java.util.function.Predicate;

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
    if (isGrpc(headers)) {
      return GRPC;
    }
    return isType(headers, StreamType::isEvents) ? EVENTS : NONE;
  }

  /** gRPC with whichever codec; not gRPC-Web. */
  public static boolean isGrpc(List<Header> headers) {
    return isType(headers, StreamType::isGrpc);
  }

  private static boolean isType(List<Header> headers, Predicate<String> type) {
    return headers.stream()
        .filter(header -> header.getName().equalsIgnoreCase("content-type"))
        .map(Header::getValue)
        .anyMatch(type);
  }
}
