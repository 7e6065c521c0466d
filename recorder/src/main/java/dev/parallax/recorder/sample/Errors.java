package dev.parallax.recorder.sample;

import dev.parallax.proto.Failure;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.raw.StreamType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which exchanges are errors: answers by their status, and failures. A client that left is no error
 * of the service. Of gRPC calls that ended with another status than {@code OK} count those that a
 * server is to blame for (UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE,
 * DATA_LOSS, and none at all), and all where answers of 4xx count, too.
 */
final class Errors {

  private static final Set<String> BROKEN = Set.of("2", "4", "12", "13", "14", "15");
  private static final String OK = "0";
  private static final String STATUS = "grpc-status";

  private Errors() {}

  /**
   * @param from the status from which on an answer is an error; 0: nothing is
   */
  static boolean is(RawExchange raw, int from) {
    if (from == 0) {
      return false;
    }
    Failure failure = raw.failure();
    if (failure != null && failure.getKind() != Failure.Kind.CLIENT_ABORTED) {
      return true;
    }
    RawResponse response = raw.response();
    return response != null
        && (response.status() >= from
            || (StreamType.isGrpc(Headers.value(response.headers(), "content-type"))
                && isError(status(response), from < 500, failure != null)));
  }

  private static boolean isError(@Nullable String status, boolean all, boolean left) {
    if (status == null) {
      return !left;
    }
    return all ? !status.equals(OK) : BROKEN.contains(status);
  }

  /** In the trailers, or in the head of an answer without messages. */
  private static @Nullable String status(RawResponse response) {
    return RawHeader.first(response.trailers(), STATUS)
        .or(() -> RawHeader.first(response.headers(), STATUS))
        .map(String::strip)
        .orElse(null);
  }
}
