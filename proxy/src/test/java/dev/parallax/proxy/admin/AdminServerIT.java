package dev.parallax.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proxy.tap.Delay;
import dev.parallax.proxy.tap.TapReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdminServerIT {

  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private TapReport report = new TapReport(0, 0, Optional.empty(), 1, false);

  private final TapMeters meters =
      new TapMeters(() -> report, () -> Map.of(Fate.CAPTURED, 7L, Fate.LOST_SHED, 2L));

  @Test
  void tellsWhatRecordingCostsAndWhatBecameOfExchanges() throws Exception {
    try (AdminServer admin = AdminServer.start(LOOPBACK, meters)) {
      assertThat(get(admin, "/metrics"))
          .contains("parallax_exchanges_total{fate=\"captured\"} 7.0")
          .contains("parallax_exchanges_total{fate=\"lost_shed\"} 2.0")
          .contains("parallax_exchanges_total{fate=\"bypassed\"} 0.0")
          .contains("parallax_tap_delay_seconds{quantity=\"median\"} NaN")
          .contains("parallax_tap_off 0.0");

      Delay delay = new Delay(1_000, 300, 12_000, 8_000, 16_000, 40_000);
      report = new TapReport(1_000, 9.5, Optional.of(delay), 0.5, true);
      assertThat(get(admin, "/metrics"))
          .contains("parallax_tap_delay_seconds{quantity=\"median\"} 1.2E-5")
          .contains("parallax_tap_delay_seconds{quantity=\"low\"} 8.0E-6")
          .contains("parallax_tap_cpu_seconds 9.5E-6")
          .contains("parallax_tap_keep_ratio 0.5")
          .contains("parallax_tap_off 1.0");
    }
  }

  @Test
  void isAliveAndTakesNothing() throws Exception {
    try (AdminServer admin = AdminServer.start(LOOPBACK, meters);
        HttpClient client = HttpClient.newHttpClient()) {
      assertThat(get(admin, "/livez")).isEqualTo("ok\n");
      HttpRequest post =
          HttpRequest.newBuilder(uri(admin, "/metrics"))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      assertThat(client.send(post, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(405);
    }
  }

  @Test
  void listensOnLoopbackOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AdminServer.start(new InetSocketAddress(0), meters))
        .withMessageContaining("admin.listen")
        .withMessageContaining("loopback");
  }

  private static String get(AdminServer admin, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(uri(admin, path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static URI uri(AdminServer admin, String path) {
    return URI.create("http://127.0.0.1:" + admin.address().getPort() + path);
  }
}
