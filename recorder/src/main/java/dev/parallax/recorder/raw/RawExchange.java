package dev.parallax.recorder.raw;

import dev.parallax.proto.Failure;
import dev.parallax.proto.Timings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One exchange as the proxy saw it, complete or failed.
 *
 * @param id UUIDv7 of the exchange, see {@link ExchangeId}
 * @param startedAt wall clock at the request's first byte
 * @param scheme {@code http} or {@code https}, as the client used it
 * @param authority host[:port] that the client asked for
 * @param clientAddress the client's IP address, without port
 * @param response null if no response head came
 * @param failure null if the exchange completed
 */
public record RawExchange(
    String id,
    Instant startedAt,
    String scheme,
    String authority,
    String clientAddress,
    RawRequest request,
    @Nullable RawResponse response,
    @Nullable Failure failure,
    Timings timings) {

  private static final long FIXED_BYTES = 512;

  public RawExchange {
    if (response == null && failure == null) {
      throw new IllegalArgumentException("an exchange without a response needs a failure");
    }
  }

  /** What this exchange holds in memory, about: captured bodies plus an allowance for the rest. */
  public long heldBytes() {
    long bytes = FIXED_BYTES + 2L * request.target().length() + request.body().content().length;
    bytes += headerBytes(request.headers());
    if (response != null) {
      bytes += response.body().content().length + headerBytes(response.headers());
    }
    return bytes;
  }

  private static long headerBytes(Iterable<RawHeader> headers) {
    long bytes = 0;
    for (RawHeader header : headers) {
      bytes += 64L + header.name().length() + header.value().length();
    }
    return bytes;
  }

  @Override
  public String toString() {
    return "RawExchange[%s, %s, %s]".formatted(id, request, response);
  }
}
