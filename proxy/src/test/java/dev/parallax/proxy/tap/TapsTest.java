package dev.parallax.proxy.tap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recorder.capture.Capture;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class TapsTest {

  private final FakeCapture capture = new FakeCapture();

  @Test
  void countsAnErrorWhileOpeningAndLetsTrafficPass() {
    InstantSource broken =
        () -> {
          throw new StackOverflowError("broken");
        };
    ExchangeTap tap = open(new Taps(capture, 10, true, broken));
    tap.requestBody(Unpooled.EMPTY_BUFFER);
    tap.completed();
    assertThat(capture.fates).containsExactly("tapFailed");
  }

  @Test
  void countsAnExchangeOnceThatFailsToBeRecorded() {
    ExchangeTap tap = open(new Taps(capture, 10, true, InstantSource.system()));
    tap.requestBody(Unpooled.wrappedBuffer(new byte[4]));
    capture.failing = true;
    tap.requestBody(Unpooled.wrappedBuffer(new byte[4]));
    tap.completed();
    assertThat(capture.fates).containsExactly("tapFailed");
    assertThat(capture.reserved).isZero();
  }

  @Test
  void isOffWhereNothingIsCaptured() {
    assertThat(new Taps(Capture.none(), 10, true, InstantSource.system()).isOn()).isFalse();
    Taps off = new Taps(capture, 10, false, InstantSource.system());
    open(off).completed();
    assertThat(off.isOn()).isFalse();
    assertThat(capture.fates).containsExactly("passedUntapped");
  }

  private static ExchangeTap open(Taps taps) {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
    return taps.open(request, "/", "shop.example", "127.0.0.1", System.nanoTime());
  }
}
