package dev.parallax.proxy.tap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Failure;
import dev.parallax.proxy.route.TapPolicy;
import dev.parallax.recorder.capture.Capture;
import dev.parallax.recorder.raw.RawExchange;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TapsTest {

  private final FakeCapture capture = new FakeCapture();
  private final TapWatch watch = TapWatch.start(TapSettings.defaults());

  @AfterEach
  void stop() {
    watch.close();
  }

  @Test
  void countsAnErrorWhileOpeningAndLetsTrafficPass() {
    InstantSource broken =
        () -> {
          throw new StackOverflowError("broken");
        };
    ExchangeTap tap = open(new Taps(capture, true, watch, broken));
    tap.requestBody(Unpooled.EMPTY_BUFFER);
    tap.completed();
    assertThat(capture.fates).containsExactly("LOST_TAP_ERROR");
  }

  @Test
  void countsAnExchangeOnceThatFailsToBeRecorded() {
    ExchangeTap tap = open(new Taps(capture, true, watch, InstantSource.system()));
    tap.requestBody(Unpooled.wrappedBuffer(new byte[4]));
    capture.failing = true;
    tap.requestBody(Unpooled.wrappedBuffer(new byte[4]));
    tap.completed();
    assertThat(capture.fates).containsExactly("LOST_TAP_ERROR");
    assertThat(capture.reserved).isZero();
  }

  @Test
  void isOffWhereNothingIsCaptured() {
    assertThat(new Taps(Capture.none(), true, watch, InstantSource.system()).isOn()).isFalse();
    Taps off = new Taps(capture, false, watch, InstantSource.system());
    open(off).completed();
    assertThat(off.isOn()).isFalse();
    assertThat(capture.fates).containsExactly("TAP_OFF");
  }

  @Test
  void isOffForARouteWhoseShareIsNone() {
    Taps taps = new Taps(capture, true, watch, InstantSource.system());
    open(taps, new TapPolicy(0, 10)).completed();
    assertThat(capture.fates).containsExactly("TAP_OFF");
  }

  /** As where its thread is held up while it reads the clocks: a session's order rests on this. */
  @Test
  void datesNoExchangeBeforeItBegan() {
    Instant noon = Instant.parse("2026-11-01T12:00:00Z");
    AtomicLong readAtNanos = new AtomicLong();
    InstantSource slow =
        () -> {
          readAtNanos.set(System.nanoTime());
          while (System.nanoTime() == readAtNanos.get()) {
            Thread.onSpinWait();
          }
          return noon;
        };
    long began = System.nanoTime();
    open(new Taps(capture, true, watch, slow), new TapPolicy(1, 10), began)
        .failed(Failure.Kind.RESET, "asked to fail");

    assertThat(capture.submitted)
        .singleElement()
        .extracting(RawExchange::startedAt, InstanceOfAssertFactories.INSTANT)
        .isAfterOrEqualTo(noon.minusNanos(readAtNanos.get() - began));
  }

  private static ExchangeTap open(Taps taps) {
    return open(taps, new TapPolicy(1, 10));
  }

  private static ExchangeTap open(Taps taps, TapPolicy policy) {
    return open(taps, policy, System.nanoTime());
  }

  private static ExchangeTap open(Taps taps, TapPolicy policy, long startedNanos) {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
    return taps.open(
        request,
        new Asked("/", "shop.example", "shop:80", "127.0.0.1", "http", false, startedNanos),
        policy);
  }
}
