package dev.parallax.proxy.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesTest {

  @Test
  void countsWithThePlaceAloneWhatThereIsNoRoomFor() {
    Series<String> series = new Series<>();
    Series<String>.Counts counts = series.at("/");
    IntStream.range(0, 600).forEach(code -> counts.record(code, 1));
    IntStream.range(0, 600).forEach(code -> counts.record(code, 1));

    assertThat(series.read().getOrDefault("/", Map.of())).hasSize(501);
    assertThat(count(series, "/", 499)).isEqualTo(2);
    assertThat(count(series, "/", 500)).isZero();
    assertThat(count(series, "/", Traits.OVERFLOW)).isEqualTo(200);
    assertThat(Traits.of(Traits.OVERFLOW, Traits.Side.SERVER))
        .isEqualTo(new Traits("_OTHER", "http", "", "", "_OTHER"));
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

  private static long count(Series<String> series, String place, int code) {
    Durations none = new Histogram(Histogram.HTTP_NANOS).read();
    return series.read().getOrDefault(place, Map.of()).getOrDefault(code, none).count();
  }
}
