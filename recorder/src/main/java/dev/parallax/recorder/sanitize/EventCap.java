package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Sanitisation;
import java.util.List;
import java.util.Optional;

/**
 * Makes exchanges fit that are larger than the log takes: the larger of the two bodies is reduced
 * to its length, digest and content type, then the other. What was replaced in it is not told any
 * more, since nothing of it is left.
 */
public final class EventCap {

  /** What {@code Body.reduced_because} says. */
  public static final String BECAUSE = "larger than log.maxEvent";

  private static final String REQUEST = "request ";
  private static final String RESPONSE = "response ";

  /** The places of a body, behind its side: its content, and the messages of a stream. */
  private static final List<String> PLACES = List.of("body", "message ");

  private EventCap() {}

  /**
   * @param maxBytes of the event
   * @return the exchange itself if it fits; empty if it does not fit without bodies either
   */
  public static Optional<Sanitised<Exchange>> fit(Sanitised<Exchange> exchange, int maxBytes) {
    if (exchange.event().getSerializedSize() <= maxBytes) {
      return Optional.of(exchange);
    }
    Exchange event = exchange.event();
    boolean requestFirst = size(event.getRequest().getBody()) > size(event.getResponse().getBody());
    Exchange without = requestFirst ? withoutRequest(event) : withoutResponse(event);
    if (without.getSerializedSize() > maxBytes) {
      without = requestFirst ? withoutResponse(without) : withoutRequest(without);
    }
    return without.getSerializedSize() <= maxBytes
        ? Optional.of(new Sanitised<>(without))
        : Optional.empty();
  }

  private static int size(Body body) {
    return body.getSerializedSize();
  }

  private static Exchange withoutRequest(Exchange event) {
    if (isEmpty(event.getRequest().getBody())) {
      return event;
    }
    Exchange.Builder out = event.toBuilder();
    out.getRequestBuilder().setBody(reduced(event.getRequest().getBody()));
    return out.setSanitisation(without(event.getSanitisation(), REQUEST)).build();
  }

  private static Exchange withoutResponse(Exchange event) {
    if (isEmpty(event.getResponse().getBody())) {
      return event;
    }
    Exchange.Builder out = event.toBuilder();
    out.getResponseBuilder().setBody(reduced(event.getResponse().getBody()));
    return out.setSanitisation(without(event.getSanitisation(), RESPONSE)).build();
  }

  private static boolean isEmpty(Body body) {
    return body.getContent().isEmpty() && body.getMessagesCount() == 0;
  }

  private static Body reduced(Body body) {
    Body.Builder out = body.toBuilder();
    BodySanitiser.reduce(out, BECAUSE);
    return out.setTruncated(true).clearEstimatedItems().build();
  }

  private static Sanitisation without(Sanitisation sanitisation, String side) {
    return sanitisation.toBuilder()
        .clearLeaves()
        .addAllLeaves(
            sanitisation.getLeavesList().stream()
                .filter(leaf -> !isOfBody(leaf.getLocation(), side))
                .toList())
        .build();
  }

  private static boolean isOfBody(String location, String side) {
    return location.startsWith(side)
        && PLACES.stream().anyMatch(place -> location.startsWith(place, side.length()));
  }
}
