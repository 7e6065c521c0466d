package dev.parallax.comparator.diff;

import dev.parallax.proto.AttemptSummary;
import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Response;
import dev.parallax.proto.Timings;
import org.jspecify.annotations.Nullable;

/**
 * One answer of one leg, as it is compared.
 *
 * @param response null if there was none that is whole
 * @param failure why, and otherwise a default
 * @param number from 1; 0 for the captured leg
 * @param stalled fewer messages of a stream came in time than production's client had
 * @param uncounted it was left when time was up, and nobody knows how many messages were enough
 */
record Attempt(
    Leg leg,
    int number,
    @Nullable Response response,
    Failure failure,
    long sentAtNanos,
    boolean stalled,
    boolean uncounted,
    Masks masks,
    AttemptSummary summary) {

  static Attempt captured(Exchange exchange) {
    boolean answered = OpenStream.isAnswered(exchange);
    boolean open = OpenStream.isLeft(exchange);
    Failure failure = open ? Failure.getDefaultInstance() : exchange.getFailure();
    // How long its client stayed says nothing of how fast it is.
    Timings timings = open ? unfinished(exchange.getTimings()) : exchange.getTimings();
    AttemptSummary.Builder summary =
        AttemptSummary.newBuilder()
            .setLeg(Leg.CAPTURED_LEG)
            .setSentAtNanos(exchange.getStartedAtNanos())
            .setIntendedAtNanos(exchange.getStartedAtNanos());
    return new Attempt(
        Leg.CAPTURED_LEG,
        0,
        answered ? exchange.getResponse() : null,
        failure,
        exchange.getStartedAtNanos(),
        false,
        false,
        Masks.of(exchange.getSanitisation()),
        finished(summary, exchange.getResponse(), failure, timings, open));
  }

  /**
   * @param open whether production's client left the stream before its end
   */
  static Attempt of(Outcome outcome, boolean open) {
    boolean uncounted = outcome.getLeft() == Outcome.Left.UNCOUNTED;
    return new Attempt(
        outcome.getLeg(),
        outcome.getAttempt(),
        outcome.hasResponse() ? outcome.getResponse() : null,
        outcome.getFailure(),
        outcome.getSentAtNanos(),
        outcome.getStalled(),
        uncounted,
        Masks.of(outcome.getSanitisation()),
        finished(
            AttemptSummary.newBuilder()
                .setLeg(outcome.getLeg())
                .setAttempt(outcome.getAttempt())
                .setSentAtNanos(outcome.getSentAtNanos())
                .setIntendedAtNanos(outcome.getIntendedAtNanos()),
            outcome.getResponse(),
            outcome.getFailure(),
            outcome.getStalled() || uncounted
                ? unfinished(outcome.getTimings())
                : outcome.getTimings(),
            open));
  }

  private static Timings unfinished(Timings timings) {
    return timings.toBuilder().clearLastByteNanos().build();
  }

  private static AttemptSummary finished(
      AttemptSummary.Builder summary,
      Response response,
      Failure failure,
      Timings timings,
      boolean open) {
    boolean failed = failure.getKind() != Failure.Kind.KIND_UNSPECIFIED;
    if (failed) {
      summary.setFailure(failure);
    } else {
      summary
          .setStatus(response.getStatus())
          .setGrpcStatus(GrpcStatus.of(response, open))
          .setBodyBytes(bytes(response));
    }
    return summary
        .setFirstByteNanos(timings.getFirstByteNanos())
        .setLastByteNanos(timings.getLastByteNanos())
        .build();
  }

  /** 0 where nobody knows: of one that was cut, and was sent in a coding. */
  private static long bytes(Response response) {
    Body body = response.getBody();
    long plain = body.getContentCoding().isEmpty() ? body.getLength() : 0;
    return body.getDecodedLength() > 0 ? body.getDecodedLength() : plain;
  }

  /** Its status, or how it failed, stalled or was left. */
  String shown() {
    if (response == null) {
      return Exercise.failed(failure);
    }
    String end = stalled ? Exercise.STALLED : uncounted ? ", then no end in time" : "";
    return response.getStatus() + end;
  }
}
