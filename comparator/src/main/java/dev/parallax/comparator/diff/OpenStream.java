package dev.parallax.comparator.diff;

import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Response;
import dev.parallax.recorder.raw.StreamType;

/**
 * Streams that production had begun to answer when its client left, or when the proxy's end cut
 * them off. That is how most of them end: a page with server-sent events is closed. What had come
 * by then is an answer, if not a whole one.
 */
final class OpenStream {

  private OpenStream() {}

  /** Whether there is something to compare with. */
  static boolean isAnswered(Exchange exchange) {
    return exchange.hasResponse() && (!exchange.hasFailure() || isLeft(exchange));
  }

  static boolean isLeft(Exchange exchange) {
    return switch (exchange.getFailure().getKind()) {
      case CLIENT_ABORTED, REFUSED -> isStream(exchange.getResponse()) && hasBegun(exchange);
      default -> false;
    };
  }

  private static boolean isStream(Response response) {
    return response.getHeadersList().stream()
        .filter(header -> header.getName().equalsIgnoreCase("content-type"))
        .anyMatch(
            header ->
                StreamType.isEvents(header.getValue()) || StreamType.isGrpc(header.getValue()));
  }

  private static boolean hasBegun(Exchange exchange) {
    Body body = exchange.getResponse().getBody();
    return body.getLength() > 0 || body.getMessagesCount() > 0;
  }
}
