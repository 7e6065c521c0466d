package dev.parallax.proxy.tap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Failure;
import dev.parallax.recorder.raw.RawRoute;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardedTapTest {

  private final FakeCapture capture = new FakeCapture();
  private final List<Throwable> errors = new ArrayList<>();
  private int completed;

  @Test
  void tellsOfCompletionOnceAndBeforeTheHandOver() {
    List<String> seen = new ArrayList<>();
    ExchangeTap tap = tap(() -> seen.addAll(List.of("completed", "fates: " + capture.fates)));
    answer(tap);
    tap.completed();
    tap.completed();
    tap.failed(Failure.Kind.RESET, "late");
    assertThat(seen).containsExactly("completed", "fates: []");
    assertThat(capture.fates).containsExactly("submit");
  }

  @Test
  void tellsOfNoCompletionWhereThereWasNone() {
    ExchangeTap tap = tap(() -> completed++);
    tap.failed(Failure.Kind.RESET, "reset");
    tap.completed();
    assertThat(completed).isZero();
    assertThat(capture.fates).containsExactly("submit");
  }

  @Test
  void tellsOfNoCompletionAfterAnError() {
    ExchangeTap tap = tap(() -> completed++);
    capture.failing = true;
    tap.requestBody(Unpooled.wrappedBuffer(new byte[4]));
    answer(tap);
    tap.completed();
    assertThat(completed).isZero();
    assertThat(errors).hasSize(1);
    assertThat(capture.fates).isEmpty();
  }

  @Test
  void handsNothingOverWhereWhatIsToldOfCompletionFails() {
    ExchangeTap tap =
        tap(
            () -> {
              throw new IllegalStateException("broken");
            });
    tap.requestBody(Unpooled.wrappedBuffer(new byte[4]));
    answer(tap);
    tap.completed();
    assertThat(errors).hasSize(1);
    assertThat(capture.fates).isEmpty();
    assertThat(capture.reserved).isZero();
  }

  private static void answer(ExchangeTap tap) {
    tap.responseHead(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
  }

  private ExchangeTap tap(Runnable onCompleted) {
    ExchangeStart start =
        new ExchangeStart(
            "GET",
            new Asked("/", "a", "u:80", "127.0.0.1", "http", false, System.nanoTime()),
            "HTTP/1.1",
            List.of(),
            true,
            Instant.EPOCH,
            new RawRoute("u:80", 1));
    return new GuardedTap(
        new RecordingTap(capture, new StreamShare(1 << 20), 10, start), onCompleted, errors::add);
  }
}
