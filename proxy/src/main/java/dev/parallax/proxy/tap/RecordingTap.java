package dev.parallax.proxy.tap;

import dev.parallax.proto.Failure;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.capture.Capture;
import dev.parallax.recorder.raw.ExchangeId;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawRequest;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.raw.StreamType;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Gathers one exchange and submits it. May throw: {@link GuardedTap} stands in front. */
final class RecordingTap {

  private record ResponseHead(
      int status, String reason, String protocol, List<RawHeader> headers, long atNanos) {}

  private final Capture capture;
  private final ExchangeStart start;
  private final BodyCopy requestBody;
  private final BodyCopy responseBody;
  private final Timings.Builder timings = Timings.newBuilder();
  private List<RawHeader> requestTrailers = List.of();
  private List<RawHeader> responseTrailers = List.of();
  private @Nullable ResponseHead responseHead;
  private boolean requestEnded;
  private boolean responseEnded;

  RecordingTap(Capture capture, StreamShare streams, int maxBodyBytes, ExchangeStart start) {
    this.capture = capture;
    this.start = start;
    this.requestBody = new BodyCopy(new Reservation(capture, streams), maxBodyBytes);
    this.responseBody = new BodyCopy(new Reservation(capture, streams), maxBodyBytes);
    if (start.hasBody()
        && RawHeader.first(start.headers(), "content-type")
            .filter(StreamType::isGrpc)
            .isPresent()) {
      requestBody.beginStream();
    }
  }

  void requestBody(ByteBuf content) {
    copy(content, requestBody);
  }

  void requestEnd(HttpHeaders trailers) {
    requestEnded = true;
    requestTrailers = RawHeaders.of(trailers);
    timings.setRequestEndNanos(sinceStart());
  }

  void connected(boolean reused, long connectNanos) {
    timings.setConnectionReused(reused).setConnectNanos(connectNanos);
  }

  void responseHead(HttpResponse response) {
    responseHead =
        new ResponseHead(
            response.status().code(),
            response.status().reasonPhrase(),
            Protocols.text(response.protocolVersion()),
            RawHeaders.of(response.headers()),
            sinceStart());
    String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
    if (StreamType.isEvents(type) || StreamType.isGrpc(type)) {
      responseBody.beginStream();
    }
  }

  void responseBody(ByteBuf content) {
    copy(content, responseBody);
  }

  void responseEnd(HttpHeaders trailers) {
    responseEnded = true;
    responseTrailers = RawHeaders.of(trailers);
  }

  /** Submits; the reservation of the copied bytes goes with it. */
  void submit(@Nullable Failure failure) {
    capture.submit(toRawExchange(failure));
  }

  /** Gives back what was reserved. */
  void discard() {
    requestBody.discard();
    responseBody.discard();
  }

  private RawExchange toRawExchange(@Nullable Failure failure) {
    RawRequest request =
        new RawRequest(
            start.method(),
            start.asked().target(),
            start.protocol(),
            start.headers(),
            requestBody.toRawBody(requestEnded || !start.hasBody()),
            requestTrailers);
    ResponseHead head = responseHead;
    @Nullable RawResponse response = null;
    if (head != null) {
      timings.setFirstByteNanos(head.atNanos());
      RawBody body = responseBody.toRawBody(responseEnded);
      response =
          new RawResponse(
              head.status(),
              head.reason(),
              head.protocol(),
              head.headers(),
              body,
              responseTrailers);
    }
    return new RawExchange(
        ExchangeId.create(start.startedAt(), ThreadLocalRandom.current()),
        start.startedAt(),
        start.asked().scheme(),
        start.asked().authority(),
        start.asked().clientAddress(),
        request,
        response,
        failure,
        timings.setLastByteNanos(sinceStart()).build(),
        start.route());
  }

  private void copy(ByteBuf content, BodyCopy body) {
    body.add(content);
    if (body.marksArrivals()) {
      body.arrived(sinceStart());
    }
  }

  private long sinceStart() {
    return System.nanoTime() - start.asked().startedNanos();
  }
}
