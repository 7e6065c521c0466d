package dev.parallax.proxy.tap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Failure;
import dev.parallax.proxy.route.TapPolicy;
import dev.parallax.recorder.raw.RawBody;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What streams hold that stay open, and what is left of the budget for others. */
class OpenStreamsTest {

  private static final int BUDGET = 4 << 20;
  private static final int MAX_BODY = 1 << 20;
  private static final int CHUNK = 8 << 10;
  private static final int FIRST = 16 << 10;

  private final FakeCapture capture = new FakeCapture();
  private final TapWatch watch = new TapWatch(TapSettings.defaults(), () -> 0, () -> 0);
  private final Taps taps;

  OpenStreamsTest() {
    capture.budgetBytes = BUDGET;
    taps = new Taps(capture, true, watch, InstantSource.system());
  }

  @AfterEach
  void stop() {
    watch.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream", "application/grpc"})
  void leaveHalfOfTheBudgetToOthers(String type) {
    for (int i = 0; i < 1000; i++) {
      say(answered(type), 100);
    }
    assertThat(capture.reserved).isBetween(BUDGET / 4, BUDGET / 2);
    ExchangeTap page = answered("text/html");
    say(page, MAX_BODY / CHUNK);
    assertThat(ended(page).truncated()).isFalse();
  }

  @Test
  void leaveRoomForCallsThatSayLittle() {
    for (int i = 0; i < 50; i++) {
      say(answered("application/grpc"), 100);
    }
    ExchangeTap call = answered("application/grpc");
    say(call, 1);
    assertThat(ended(call).truncated()).isFalse();
    ExchangeTap more = answered("application/grpc");
    say(more, 3);
    RawBody cut = ended(more);
    assertThat(cut.truncated()).isTrue();
    assertThat(cut.content().length).isGreaterThanOrEqualTo(FIRST);
    assertThat(cut.length()).isEqualTo(3 * CHUNK);
  }

  /** However they come: arrays that double, and marks, must not take it from them. */
  @ParameterizedTest
  @ValueSource(ints = {100, 1000, 3000, 12_000})
  void keepTheFirstBytesOfEach(int chunk) {
    List<ExchangeTap> streams = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      streams.add(answered("application/grpc"));
      say(streams.getLast(), 100);
    }
    ExchangeTap call = answered("application/grpc");
    for (int said = 0; said < 2 * FIRST; said += chunk) {
      call.responseBody(Unpooled.wrappedBuffer(new byte[chunk]));
    }
    assertThat(ended(call).content().length).isGreaterThanOrEqualTo(FIRST);
    streams.forEach(this::ended);
    capture.submitted.forEach(
        exchange ->
            capture.release((int) Objects.requireNonNull(exchange.response()).body().heldBytes()));
    assertThat(capture.reserved).isZero();
  }

  @Test
  void giveTheirShareBackOnceTheyEnd() {
    for (int round = 0; round < 20; round++) {
      List<ExchangeTap> streams = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        streams.add(answered("text/event-stream"));
        say(streams.getLast(), 10);
      }
      for (ExchangeTap stream : streams) {
        RawBody body = ended(stream);
        assertThat(body.truncated()).as("round %d", round).isFalse();
        capture.release((int) body.heldBytes());
      }
    }
    assertThat(capture.reserved).isZero();
  }

  @Test
  void giveAllBackIfRecordingFails() {
    for (int i = 0; i < 100; i++) {
      ExchangeTap stream = answered("text/event-stream");
      say(stream, 20);
      capture.failing = true;
      say(stream, 100);
      capture.failing = false;
      stream.failed(Failure.Kind.RESET, "reset");
    }
    assertThat(capture.reserved).isZero();
    ExchangeTap stream = answered("text/event-stream");
    say(stream, 20);
    assertThat(ended(stream).truncated()).isFalse();
  }

  private ExchangeTap answered(String type) {
    DefaultHttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    ExchangeTap tap =
        taps.open(
            request,
            new Asked("/", "a", "u:80", "127.0.0.1", "http", false, System.nanoTime()),
            new TapPolicy(1, MAX_BODY));
    tap.requestEnd(EmptyHttpHeaders.INSTANCE);
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
    tap.responseHead(response);
    return tap;
  }

  private static void say(ExchangeTap tap, int chunks) {
    for (int i = 0; i < chunks; i++) {
      tap.responseBody(Unpooled.wrappedBuffer(new byte[CHUNK]));
    }
  }

  /** What was recorded of the answer. */
  private RawBody ended(ExchangeTap tap) {
    tap.responseEnd(EmptyHttpHeaders.INSTANCE);
    tap.completed();
    return Objects.requireNonNull(capture.submitted.getLast().response()).body();
  }
}
