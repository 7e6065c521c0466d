package dev.parallax.comparator.diff;

import dev.parallax.proto.Header;
import dev.parallax.proto.Response;
import dev.parallax.recorder.raw.StreamType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a gRPC call ended. That stands in the trailers, or in the headers of an answer that has no
 * messages: which of them is no difference.
 */
final class GrpcStatus {

  /** Of an answer that is not gRPC's. */
  static final String NONE = "";

  static final String OK = "0";

  private static final String STATUS = "grpc-status";
  private static final Set<String> FIELDS =
      Set.of(STATUS, "grpc-message", "grpc-status-details-bin");

  /** Of a call that was to have one, and has none. */
  private static final String ABSENT = "absent";

  /**
   * By which a server says that it is broken, as by 5xx: UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED,
   * INTERNAL, UNAVAILABLE, DATA_LOSS. A client takes a call that ends without any for broken, too.
   */
  private static final Set<String> BROKEN = Set.of("2", "4", "12", "13", "14", "15", ABSENT);

  private GrpcStatus() {}

  /**
   * Its code as sent, {@code absent} if a gRPC call has none, or {@link #NONE}.
   *
   * @param open whether production's client left the call before its end: one without a code goes
   *     well, so far
   */
  static String of(Response response, boolean open) {
    if (!isGrpc(response)) {
      return NONE;
    }
    return trailers(response).stream()
        .filter(trailer -> trailer.getName().equalsIgnoreCase(STATUS))
        .map(trailer -> trailer.getValue().strip())
        .findFirst()
        .orElse(open ? OK : ABSENT);
  }

  static boolean isBroken(String status) {
    return BROKEN.contains(status);
  }

  /** Without those that belong to the trailers. */
  static List<Header> headers(Response response) {
    List<Header> headers = response.getHeadersList();
    return isGrpc(response) ? headers.stream().filter(header -> !isOwn(header)).toList() : headers;
  }

  static List<Header> trailers(Response response) {
    List<Header> trailers = response.getTrailersList();
    return isGrpc(response)
        ? Stream.concat(
                response.getHeadersList().stream().filter(GrpcStatus::isOwn), trailers.stream())
            .toList()
        : trailers;
  }

  private static boolean isOwn(Header header) {
    return FIELDS.contains(header.getName().toLowerCase(Locale.ROOT));
  }

  private static boolean isGrpc(Response response) {
    return response.getHeadersList().stream()
        .anyMatch(
            header ->
                header.getName().equalsIgnoreCase("content-type")
                    && StreamType.isGrpc(header.getValue()));
  }
}
