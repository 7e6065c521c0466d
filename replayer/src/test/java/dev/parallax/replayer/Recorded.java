package dev.parallax.replayer;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.proto.StreamMessage;
import dev.parallax.proto.Timings;
import dev.parallax.replayer.plan.Pace;
import dev.parallax.replayer.plan.RecordedSpan;
import dev.parallax.replayer.plan.Speed;
import java.util.List;

/** Makes recorded exchanges for tests. */
public final class Recorded {

  /** Somewhere in 2023. */
  public static final long START_NANOS = 1_700_000_000_000_000_000L;

  private static final long MILLI = 1_000_000;

  private Recorded() {}

  public static Exchange get(String id, String target) {
    return exchange(id, "session-" + id, 0, 1, request("GET", target));
  }

  public static Exchange exchange(
      String id, String session, long startMillis, long millis, Request request) {
    return Exchange.newBuilder()
        .setId(id)
        .setService("shop")
        .setScheme("http")
        .setAuthority("shop.example")
        .setSession(session)
        .setStartedAtNanos(START_NANOS + startMillis * MILLI)
        .setRequest(request)
        .setResponse(Response.newBuilder().setStatus(200))
        .setTimings(Timings.newBuilder().setRequestEndNanos(1).setLastByteNanos(millis * MILLI))
        .build();
  }

  public static Request request(String method, String target) {
    return Request.newBuilder()
        .setMethod(method)
        .setTarget(target)
        .setProtocol("HTTP/1.1")
        .addHeaders(header("Host", "shop.example"))
        .addHeaders(header("Accept", "application/json"))
        .build();
  }

  public static Request request(String method, String target, String body) {
    return request(method, target).toBuilder()
        .setBody(
            Body.newBuilder()
                .setExtent(Extent.EXTENT_WHOLE)
                .setContent(ByteString.copyFromUtf8(body))
                .setLength(body.length()))
        .build();
  }

  /** A call over HTTP/2, with what the client said. */
  public static Request grpc(String method, StreamMessage... said) {
    return Request.newBuilder()
        .setMethod("POST")
        .setTarget(method)
        .setProtocol("HTTP/2")
        .addHeaders(header("content-type", "application/grpc"))
        .addHeaders(header("te", "trailers"))
        .addHeaders(header("grpc-accept-encoding", "gzip"))
        .setBody(Body.newBuilder().setExtent(Extent.EXTENT_MESSAGES).addAllMessages(List.of(said)))
        .build();
  }

  /** A message of the client's. */
  public static StreamMessage said(long offsetMillis, String content) {
    return message(offsetMillis, ByteString.copyFromUtf8(content)).setFromClient(true).build();
  }

  /** A message of the server's. */
  public static StreamMessage answered(long offsetMillis, String content) {
    return message(offsetMillis, ByteString.copyFromUtf8(content)).build();
  }

  public static StreamMessage.Builder message(long offsetMillis, ByteString content) {
    return StreamMessage.newBuilder()
        .setOffsetNanos(offsetMillis * MILLI)
        .setContent(content)
        .setLength(content.size());
  }

  /** The same exchange, with an answer that is a list of messages. */
  public static Exchange answering(
      Exchange exchange, String contentType, StreamMessage... answered) {
    return exchange.toBuilder()
        .setResponse(
            Response.newBuilder()
                .setStatus(200)
                .addHeaders(header("content-type", contentType))
                .setBody(
                    Body.newBuilder()
                        .setExtent(Extent.EXTENT_MESSAGES)
                        .addAllMessages(List.of(answered))))
        .build();
  }

  /** Of a run that begins at 0, with an exchange each second for a minute. */
  public static Pace pace(Speed speed) {
    long lastNanos = START_NANOS + 60_000 * MILLI;
    return new Pace(speed, new RecordedSpan(START_NANOS, lastNanos, 61), 0);
  }

  public static Header header(String name, String value) {
    return Header.newBuilder().setName(name).setValue(value).build();
  }
}
