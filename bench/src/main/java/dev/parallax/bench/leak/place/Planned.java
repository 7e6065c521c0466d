package dev.parallax.bench.leak.place;

import java.util.function.UnaryOperator;

/**
 * One exchange, with what was planted in it.
 *
 * @param delivery how its bytes go
 */
public record Planned(
    Message request,
    Message response,
    Framing requestFraming,
    Framing responseFraming,
    Delivery delivery) {

  /** How a client sends. */
  public enum Delivery {
    AT_ONCE,
    /** Each byte or few in a segment of its own. */
    SEGMENTS,
    /** Behind another request, before its answer. */
    PIPELINED,
    HTTP2
  }

  public static Planned of(Message request, Message response) {
    return new Planned(request, response, Framing.LENGTH, Framing.LENGTH, Delivery.AT_ONCE);
  }

  Planned bodies(UnaryOperator<Message> change) {
    return new Planned(
        request.body().length == 0 ? request : change.apply(request),
        response.body().length == 0 ? response : change.apply(response),
        requestFraming,
        responseFraming,
        delivery);
  }

  Planned framed(Framing requests, Framing responses) {
    return new Planned(
        request,
        response,
        request.body().length == 0 ? requestFraming : requests,
        responses,
        delivery);
  }

  Planned sent(Delivery how) {
    return new Planned(request, response, requestFraming, responseFraming, how);
  }

  Planned request(UnaryOperator<Message> change) {
    return new Planned(change.apply(request), response, requestFraming, responseFraming, delivery);
  }
}
