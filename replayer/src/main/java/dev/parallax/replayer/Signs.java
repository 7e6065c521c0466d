package dev.parallax.replayer;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.replayer.protect.RetryAfter;
import dev.parallax.replayer.protect.Sign;
import dev.parallax.replayer.send.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What an answer says of how its leg is. */
final class Signs {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private Signs() {}

  static Sign of(Exchange recorded, Answer answer) {
    return switch (answer) {
      case Answer.Responded it -> of(recorded.getResponse().getStatus(), it.response());
      case Answer.Failed failed -> of(recorded.getFailure(), failed.failure());
    };
  }

  /** A build that hangs, or talks nonsense, is there: that is its outcome, and no more. */
  private static Sign of(Failure recorded, Failure failure) {
    return switch (failure.getKind()) {
      case CONNECT_REFUSED, CONNECT_TIMEOUT, NAME_UNRESOLVED, TLS, RESET ->
          failure.getKind() == recorded.getKind()
              ? new Sign.Taken()
              : new Sign.Failed(failure.getDetail());
      case RESPONSE_TIMEOUT,
          MALFORMED,
          TOO_LARGE,
          CLIENT_ABORTED,
          REFUSED,
          KIND_UNSPECIFIED,
          UNRECOGNIZED ->
          new Sign.Taken();
    };
  }

  /** The status that production answered, too, is no sign, unless it says for how long. */
  private static Sign of(int recorded, RawResponse response) {
    int status = response.status();
    if (status != UNAVAILABLE && status != TOO_MANY_REQUESTS) {
      return new Sign.Taken();
    }
    Optional<Duration> asked =
        RawHeader.first(response.headers(), "retry-after")
            .flatMap(
                value ->
                    RetryAfter.parse(
                        value, RawHeader.first(response.headers(), "date"), Instant.now()));
    return asked.isEmpty() && status == recorded
        ? new Sign.Taken()
        : new Sign.Busy(status, asked.orElse(Duration.ZERO));
  }
}
