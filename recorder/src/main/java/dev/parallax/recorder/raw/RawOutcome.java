package dev.parallax.recorder.raw;

import dev.parallax.proto.Outcome;
import dev.parallax.proto.Request;

/**
 * What one attempt at a staging leg brought back, before it is sanitised.
 *
 * @param attempt run, exchange, leg, times and session filled in; no result yet
 * @param sent the request as it was sent: values of it that come back are ours, not a customer's
 * @param response what the leg answered
 */
public record RawOutcome(Outcome attempt, Request sent, RawResponse response) {

  @Override
  public String toString() {
    return "RawOutcome[%s, %s]".formatted(attempt.getExchange().getId(), response);
  }
}
