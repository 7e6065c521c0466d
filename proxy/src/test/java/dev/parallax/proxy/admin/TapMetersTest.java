package dev.parallax.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proxy.tap.Delay;
import dev.parallax.proxy.tap.TapReport;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TapMetersTest {

  private TapReport report = new TapReport(0, 0, Optional.empty(), 1, false);

  @Test
  void tellsWhatRecordingCosts() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new TapMeters(() -> report).bindTo(registry);
    assertThat(registry.scrape())
        .contains("parallax_tap_delay_seconds{quantity=\"median\"} NaN")
        .contains("parallax_tap_off 0.0");

    Delay delay = new Delay(1_000, 300, 12_000, 8_000, 16_000, 40_000);
    report = new TapReport(1_000, 9.5, Optional.of(delay), 0.5, true);
    assertThat(registry.scrape())
        .contains("parallax_tap_delay_seconds{quantity=\"median\"} 1.2E-5")
        .contains("parallax_tap_delay_seconds{quantity=\"low\"} 8.0E-6")
        .contains("parallax_tap_cpu_seconds 9.5E-6")
        .contains("parallax_tap_keep_ratio 0.5")
        .contains("parallax_tap_off 1.0");
  }
}
