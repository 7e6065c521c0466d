package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.raw.StreamType;
import dev.parallax.recorder.recent.Recent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which targets are those of gRPC calls and pass as they are, where no descriptors tell. What a
 * client says is no evidence, for it can call anything gRPC: a server has to have answered a call
 * of that very target, as gRPC does, with {@code OK}. One that does not have the method, and a
 * proxy in front of it, answer in gRPC too, but not so. Safe on any thread.
 */
final class GrpcCalls {

  private static final int MAX_KNOWN = 1024;
  private static final String OK = "0";

  /** Targets that were answered so, since a method has calls that fail, too. */
  private final Recent<String, Boolean> known = new Recent<>(MAX_KNOWN);

  /** Whether the target of the exchange may be recorded as it is. */
  boolean has(RawExchange raw) {
    String target = raw.request().target();
    if (!isGrpc(raw.request().headers()) || !GrpcPath.passes(target)) {
      return false;
    }
    if (known.find(target) != null) {
      return true;
    }
    boolean answered = raw.request().method().equals("POST") && isOk(raw.response());
    if (answered) {
      known.put(target, true);
    }
    return answered;
  }

  private static boolean isOk(@Nullable RawResponse response) {
    return response != null
        && response.status() == 200
        && isGrpc(response.headers())
        && status(response).filter(OK::equals).isPresent();
  }

  /** In the trailers, or in the head of an answer without messages. */
  private static Optional<String> status(RawResponse response) {
    return RawHeader.first(response.trailers(), "grpc-status")
        .or(() -> RawHeader.first(response.headers(), "grpc-status"))
        .map(String::strip);
  }

  private static boolean isGrpc(List<RawHeader> headers) {
    return RawHeader.first(headers, "content-type").filter(StreamType::isGrpc).isPresent();
  }
}
