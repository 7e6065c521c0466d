package dev.parallax.recorder.raw;

import dev.parallax.proto.Failure;
import dev.parallax.proto.Timings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One exchange as the proxy saw it, complete or failed.
 *
 * @param id UUIDv7 of the exchange, see {@link ExchangeId}
 * @param startedAt wall clock at the request's first byte
 * @param scheme {@code http} or {@code https}, as the client used it
 * @param authority host[:port] that the client asked for
 * @param clientAddress the IP address, without port, of who connected: a client or a load balancer
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
    Timings timings,
    RawRoute route) {

  private static final long FIXED_BYTES = 512;

  /** Of one header line: three objects and two arrays, without what the arrays hold. */
  private static final long LINE_BYTES = 104;

  public RawExchange {
    if (response == null && failure == null) {
      throw new IllegalArgumentException("an exchange without a response needs a failure");
    }
  }

  /**
   * What this exchange holds in memory, about: all that a client or a server can make long, plus an
   * allowance for the rest.
   */
  public long heldBytes() {
    long bytes = FIXED_BYTES + text(authority) + text(clientAddress) + requestBytes();
    return response == null ? bytes : bytes + responseBytes(response);
  }

  private long requestBytes() {
    return text(request.method())
        + text(request.target())
        + text(request.protocol())
        + lineBytes(request.headers())
        + request.body().heldBytes()
        + lineBytes(request.trailers());
  }

  private static long responseBytes(RawResponse response) {
    return text(response.reason())
        + text(response.protocol())
        + lineBytes(response.headers())
        + response.body().heldBytes()
        + lineBytes(response.trailers());
  }

  private static long lineBytes(List<RawHeader> lines) {
    long bytes = 0;
    for (RawHeader line : lines) {
      bytes += LINE_BYTES + text(line.name()) + text(line.value());
    }
    return bytes;
  }

  /** At most: a string of Latin-1 takes half of it. */
  private static long text(String text) {
    return 2L * text.length();
  }

  @Override
  public String toString() {
    return "RawExchange[%s, %s, %s]".formatted(id, request, response);
  }
}
