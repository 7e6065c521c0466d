package dev.parallax.proxy.tap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Failure;
import dev.parallax.proxy.route.TapPolicy;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each exchange has one fate, whatever the tap does with it and however it ends. */
class TapFatesTest {

  private final FakeCapture capture = new FakeCapture();
  private long nowNanos;
  private double cpus;
  private final TapWatch watch =
      new TapWatch(
          new TapSettings(true, 0.5, 1, Duration.ofMillis(1)),
          () -> nowNanos,
          () -> (long) (cpus * 1e9));
  private final Taps taps = new Taps(capture, true, watch, InstantSource.system());

  @AfterEach
  void stop() {
    watch.close();
  }

  @Test
  void recordsOrBypassesUnderLoad() {
    pass(300);
    second();
    capture.fates.clear();
    pass(300);
    assertThat(capture.fates).hasSize(300);
    assertThat(Set.copyOf(capture.fates)).containsExactlyInAnyOrder("submit", "BYPASSED");
  }

  @Test
  void recordsBypassesOrShedsOverItsBudget() {
    pass(300);
    cpus = 2;
    second();
    capture.fates.clear();
    pass(300);
    assertThat(capture.fates).hasSize(300);
    assertThat(Set.copyOf(capture.fates))
        .containsExactlyInAnyOrder("submit", "BYPASSED", "LOST_SHED");
  }

  @Test
  void shedsAllOfASession() {
    cpus = 2;
    second();
    for (String cookie : new String[] {"s=1", "s=2", "s=3", "s=4", "s=5", "s=6"}) {
      Set<String> fates = new TreeSet<>();
      for (int address = 0; address < 20; address++) {
        capture.fates.clear();
        open("10.0.0." + address, cookie).failed(Failure.Kind.RESET, "reset");
        fates.addAll(capture.fates);
      }
      assertThat(fates).as(cookie).hasSize(1);
    }
  }

  @Test
  void shedsEverythingOnceItIsOff() {
    cpus = 2;
    for (int i = 0; i < 36; i++) {
      second();
    }
    pass(100);
    assertThat(capture.fates).hasSize(100).containsOnly("LOST_SHED");
  }

  /** Every other one fails; each end is told twice, as no caller should. */
  private void pass(int count) {
    for (int i = 0; i < count; i++) {
      ExchangeTap tap = open("10.0.0." + i, "");
      if (i % 2 == 0) {
        tap.responseHead(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        tap.completed();
      }
      tap.failed(Failure.Kind.RESET, "reset");
      tap.completed();
    }
  }

  private ExchangeTap open(String address, String cookie) {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    if (!cookie.isEmpty()) {
      request.headers().set(HttpHeaderNames.COOKIE, cookie);
    }
    return taps.open(
        request,
        new Asked("/", "a", "u:80", address, "http", false, System.nanoTime()),
        new TapPolicy(1, 10));
  }

  private void second() {
    nowNanos += 1_000_000_000;
    watch.tick();
  }
}
