package dev.parallax.replayer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Response;
import dev.parallax.proto.Skip;
import dev.parallax.proto.Skip.Reason;
import dev.parallax.proto.StreamMessage;
import dev.parallax.proto.Timings;
import dev.parallax.replayer.Recorded;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplayableTest {

  private final Replayable replayable =
      new Replayable(new Permitted(Set.of("POST"), Set.of("REPORT")));

  @ParameterizedTest
  @CsvSource({
    "GET,     /,                   REASON_UNSPECIFIED",
    "HEAD,    /,                   REASON_UNSPECIFIED",
    "OPTIONS, *,                   REASON_UNSPECIFIED",
    "POST,    /,                   REASON_UNSPECIFIED",
    "PUT,     /,                   UNSAFE_METHOD",
    "DELETE,  /,                   UNSAFE_METHOD",
    "TRACE,   /,                   UNSAFE_METHOD",
    "get,     /,                   UNSAFE_METHOD",
    "CONNECT, shop.example:443,    NOT_REPLAYABLE",
    "GET,     http://evil.example/, NOT_REPLAYABLE",
    "GET,     *,                   NOT_REPLAYABLE",
    "GET,     '',                  NOT_REPLAYABLE",
    "GET,     '/a b',              NOT_REPLAYABLE",
    "GET,     /a#b,                NOT_REPLAYABLE",
    "'GE T',  /,                   NOT_REPLAYABLE",
  })
  void judgesMethodAndTarget(String method, String target, Reason reason) {
    assertReason(Recorded.request(method, target).toBuilder(), reason);
  }

  @ParameterizedTest
  @CsvSource({
    "upgrade,    websocket,      NOT_REPLAYABLE",
    "Upgrade,    h2c,            REASON_UNSPECIFIED",
    "x-note,     'a\tb',         REASON_UNSPECIFIED",
    "'x note',   a,              NOT_REPLAYABLE",
    "'',         a,              NOT_REPLAYABLE",
    ":authority, shop.example,   REASON_UNSPECIFIED",
  })
  void judgesHeaders(String name, String value, Reason reason) {
    assertReason(
        Recorded.request("GET", "/").toBuilder().addHeaders(Recorded.header(name, value)), reason);
  }

  @Test
  void refusesToSplitARequest() {
    assertReason(
        Recorded.request("GET", "/").toBuilder()
            .addHeaders(Recorded.header("x-note", "a\r\nx-other: b")),
        Reason.NOT_REPLAYABLE);
    assertReason(Recorded.request("GET", "/ HTTP/1.1\r\nx: y").toBuilder(), Reason.NOT_REPLAYABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "EXTENT_NONE,     0, false, REASON_UNSPECIFIED",
    "EXTENT_NONE,     9, false, BODY_NOT_WHOLE",
    "EXTENT_WHOLE,    9, false, REASON_UNSPECIFIED",
    "EXTENT_WHOLE,    9, true,  BODY_NOT_WHOLE",
    "EXTENT_PREFIX,   9, true,  BODY_NOT_WHOLE",
    "EXTENT_REDUCED,  9, false, BODY_NOT_WHOLE",
    "EXTENT_MESSAGES, 9, false, BODY_NOT_WHOLE",
    "EXTENT_PLACEHOLDERS, 9, false, BODY_NOT_WHOLE",
  })
  void judgesBodies(Extent extent, long length, boolean truncated, Reason reason) {
    assertReason(
        Recorded.request("POST", "/").toBuilder()
            .setBody(Body.newBuilder().setExtent(extent).setLength(length).setTruncated(truncated)),
        reason);
  }

  @ParameterizedTest
  @CsvSource({
    "hi, 2, '',    false, REASON_UNSPECIFIED",
    "'', 0, '',    false, REASON_UNSPECIFIED",
    "'', 7, '',    false, MESSAGES_REDUCED",
    "'', 7, true,  false, MESSAGES_REDUCED",
    "hi, 7, true,  false, MESSAGES_REDUCED",
    // Compressed, an empty message has a length.
    "'', 20, false, false, REASON_UNSPECIFIED",
    "hi, 2, false, true,  BODY_NOT_WHOLE",
  })
  void judgesMessagesOfGrpc(
      String content, long length, String reduced, boolean truncated, Reason reason) {
    StreamMessage.Builder message = Recorded.said(2, content).toBuilder().setLength(length);
    if (!reduced.isEmpty()) {
      message.setReduced(Boolean.parseBoolean(reduced));
    }
    assertReason(
        Recorded.grpc("/shop.Cart/Add").toBuilder()
            .setBody(
                Body.newBuilder()
                    .setExtent(Extent.EXTENT_MESSAGES)
                    .setTruncated(truncated)
                    .addMessages(Recorded.said(1, "before"))
                    .addMessages(message)),
        reason);
  }

  /** A call of gRPC is a POST, and named as one. */
  @ParameterizedTest
  @CsvSource({
    "POST /shop.Cart/Get,  REASON_UNSPECIFIED",
    "POST /shop.Cart,      REASON_UNSPECIFIED",
    "POST /shop.Cart/{m},  REASON_UNSPECIFIED",
    "POST /shop.Cart/Ge,   UNSAFE_METHOD",
    "POST /shop.Car,       UNSAFE_METHOD",
    "GET,                  UNSAFE_METHOD",
  })
  void sendsCallsOfGrpcThatAreDeclaredSafe(String safe, Reason reason) {
    Exchange call =
        Recorded.exchange("a", "s", 0, 1, Recorded.grpc("/shop.Cart/Get", Recorded.said(1, "x")));

    Replayable declared = new Replayable(new Permitted(Set.of(), Set.of(safe)));

    assertThat(declared.whyNot(call).map(Skip::getReason).orElse(Reason.REASON_UNSPECIFIED))
        .isEqualTo(reason);
  }

  @Test
  void skipsWhatSwitchedProtocols() {
    Exchange exchange =
        Recorded.get("a", "/").toBuilder()
            .setResponse(Response.newBuilder().setStatus(101))
            .build();

    assertThat(reason(exchange)).isEqualTo(Reason.NOT_REPLAYABLE);
  }

  @ParameterizedTest
  @CsvSource({"0, NOT_REPLAYABLE", "7, REASON_UNSPECIFIED"})
  void skipsWhatWasAbortedBeforeTheRequestWasWhole(long requestEndNanos, Reason reason) {
    Exchange exchange =
        Recorded.get("a", "/").toBuilder()
            .setFailure(Failure.newBuilder().setKind(Failure.Kind.CLIENT_ABORTED))
            .setTimings(Timings.newBuilder().setRequestEndNanos(requestEndNanos))
            .build();

    assertThat(reason(exchange)).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"false, NOT_REPLAYABLE", "true, REASON_UNSPECIFIED"})
  void skipsWhatTheProxyRefused(boolean answered, Reason reason) {
    Exchange.Builder exchange =
        Recorded.get("a", "/").toBuilder()
            .setFailure(Failure.newBuilder().setKind(Failure.Kind.REFUSED));

    assertThat(reason((answered ? exchange : exchange.clearResponse()).build())).isEqualTo(reason);
  }

  private void assertReason(dev.parallax.proto.Request.Builder request, Reason reason) {
    assertThat(reason(Recorded.get("a", "/").toBuilder().setRequest(request).build()))
        .isEqualTo(reason);
  }

  private Reason reason(Exchange exchange) {
    return replayable.whyNot(exchange).map(Skip::getReason).orElse(Reason.REASON_UNSPECIFIED);
  }
}
