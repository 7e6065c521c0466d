package dev.parallax.proxy.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Failure;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeriesTest {

  @Test
  void countsByPlaceAndHowItWentWhatThereIsNoRoomFor() {
    Series<String> series = new Series<>();
    Series<String>.Counts counts = series.at("/");
    for (int round = 0; round < 2; round++) {
      IntStream.range(100, 700).forEach(status -> counts.record(code(status, null), 1));
    }
    counts.record(code(0, Failure.Kind.RESET), 1);
    counts.record(code(200, Failure.Kind.CLIENT_ABORTED), 1);
    counts.record(code(503, Failure.Kind.REFUSED), 1);

    // Those from 100 to 599, then 6xx and the three failures.
    assertThat(series.read().getOrDefault("/", Map.of())).hasSize(504);
    assertThat(count(series, "/", code(599, null))).isEqualTo(2);
    assertThat(count(series, "/", code(600, null))).isZero();
    assertThat(count(series, "/", Traits.overflow(code(600, null)))).isEqualTo(200);
    series.at("/").record(code(0, Failure.Kind.TLS), 1);
    assertThat(count(series, "/", Traits.overflow(code(0, Failure.Kind.RESET)))).isEqualTo(2);
    assertThat(count(series, "/", Traits.code(0, 503, Failure.Kind.REFUSED))).isEqualTo(1);
    assertThat(count(series, "/", Traits.code(0, 0, Failure.Kind.CLIENT_ABORTED))).isEqualTo(1);
  }

  @Test
  void addsUpWhatEventLoopsCount() {
    Series<String> series = new Series<>();
    series.at("/a").record(1, 5);
    series.at("/a").record(1, 5);
    series.at("/b").record(1, 5);
    assertThat(count(series, "/a", 1)).isEqualTo(2);
    assertThat(count(series, "/b", 1)).isEqualTo(1);
  }

  private static int code(int status, Failure.@Nullable Kind failure) {
    return Traits.code(Traits.request("GET", HttpVersion.HTTP_1_1, "http"), status, failure);
  }

  private static long count(Series<String> series, String place, int code) {
    Durations none = new Histogram(Histogram.HTTP_NANOS).read();
    return series.read().getOrDefault(place, Map.of()).getOrDefault(code, none).count();
  }
}
