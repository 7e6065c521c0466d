package dev.parallax.comparator;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.ExchangeRef;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Header;
import dev.parallax.proto.Leaf;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.proto.Sanitisation;
import dev.parallax.proto.Skip;
import dev.parallax.proto.Timings;

/** Exchanges and outcomes for tests. */
public final class Given {

  /** When the first exchange was sent. */
  public static final long EPOCH_NANOS = 1_760_000_000_000_000_000L;

  /** Between production's answer and the replay. */
  public static final long DAY_NANOS = 86_400_000_000_000L;

  /** Of a place in a list that its pointer does not have. */
  public static final Sanitisation DAMAGED =
      Sanitisation.newBuilder()
          .addLeaves(Leaf.newBuilder().setLocation("response body /items/*/mail").addLists(9))
          .build();

  private static final long TOOK_NANOS = 10_000_000;

  private Given() {}

  public static Response json(int status, String json) {
    return body(status, "application/json", json);
  }

  public static Response body(int status, String contentType, String content) {
    ByteString bytes = ByteString.copyFromUtf8(content);
    return Response.newBuilder()
        .setStatus(status)
        .addHeaders(Header.newBuilder().setName("Content-Type").setValue(contentType))
        .setBody(
            Body.newBuilder()
                .setContent(bytes)
                .setExtent(Body.Extent.EXTENT_WHOLE)
                .setLength(bytes.size())
                .setContentType(contentType))
        .build();
  }

  public static Response with(Response response, String header, String value) {
    return response.toBuilder()
        .addHeaders(Header.newBuilder().setName(header).setValue(value))
        .build();
  }

  public static Exchange exchange(String id, String target, Response captured) {
    return Exchange.newBuilder()
        .setId(id)
        .setAuthority("shop.example")
        .setSession("session of " + id)
        .setStartedAtNanos(EPOCH_NANOS)
        .setRequest(Request.newBuilder().setMethod("GET").setTarget(target))
        .setResponse(captured)
        .setTimings(Timings.newBuilder().setLastByteNanos(TOOK_NANOS))
        .build();
  }

  public static Outcome answered(Exchange exchange, Leg leg, int attempt, Response response) {
    return answered(exchange, leg, attempt, response, TOOK_NANOS);
  }

  public static Outcome answered(
      Exchange exchange, Leg leg, int attempt, Response response, long tookNanos) {
    return planned(exchange, leg, attempt)
        .setResponse(response)
        .setTimings(Timings.newBuilder().setLastByteNanos(tookNanos))
        .build();
  }

  public static Outcome failed(Exchange exchange, Leg leg, int attempt, Failure.Kind kind) {
    return planned(exchange, leg, attempt).setFailure(Failure.newBuilder().setKind(kind)).build();
  }

  public static Outcome skipped(Exchange exchange, Leg leg, int attempt, Skip.Reason reason) {
    return planned(exchange, leg, attempt).setSkip(Skip.newBuilder().setReason(reason)).build();
  }

  private static Outcome.Builder planned(Exchange exchange, Leg leg, int attempt) {
    return Outcome.newBuilder()
        .setRunId("run-1")
        .setExchange(ExchangeRef.newBuilder().setId(exchange.getId()))
        .setLeg(leg)
        .setAttempt(attempt)
        .setSession(exchange.getSession())
        .setSentAtNanos(
            exchange.getStartedAtNanos() + DAY_NANOS + attempt * 1_000_000_000L + leg.getNumber());
  }
}
