package dev.parallax.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.proxy.admin.ConfigMeters.Outcome;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConfigMetersTest {

  private static final String SUCCEEDED = "parallax_config_last_reload_success_timestamp_seconds ";

  private static final String SUCCESSFUL = "parallax_config_last_reload_successful ";

  private Instant now = Instant.ofEpochSecond(1_000);

  /** As in a proxy without a file. */
  @Test
  void isToldOfOnceNobodyElseHoldsIt() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    WeakReference<Object> garbage = bound(registry);
    await()
        .until(
            () -> {
              System.gc();
              return garbage.get() == null;
            });

    assertThat(registry.scrape())
        .contains("parallax_config_reloads_total{outcome=\"applied\"} 1.0")
        .contains(SUCCEEDED + "1000.0")
        .contains(SUCCESSFUL + "1.0");
  }

  /** Gone once nobody can hold the meters but the registry. */
  private static WeakReference<Object> bound(PrometheusMeterRegistry registry) {
    ConfigMeters meters = new ConfigMeters(() -> Instant.ofEpochSecond(1_000));
    meters.bindTo(registry);
    meters.count(Outcome.APPLIED);
    return new WeakReference<>(new Object());
  }

  @Test
  void countsByOutcomeAndRemembersTheLastSuccess() {
    ConfigMeters meters = new ConfigMeters(() -> now);
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    meters.bindTo(registry);
    assertThat(registry.scrape())
        .contains("parallax_config_reloads_total{outcome=\"applied\"} 0.0")
        .contains(SUCCEEDED + "1000.0")
        .contains(SUCCESSFUL + "1.0");

    now = Instant.ofEpochSecond(2_000);
    meters.count(Outcome.APPLIED);
    now = Instant.ofEpochSecond(3_000);
    meters.count(Outcome.UNCHANGED);
    now = Instant.ofEpochSecond(4_000);
    meters.count(Outcome.REFUSED);
    meters.count(Outcome.REFUSED);

    assertThat(registry.scrape())
        .contains("parallax_config_reloads_total{outcome=\"applied\"} 1.0")
        .contains("parallax_config_reloads_total{outcome=\"unchanged\"} 1.0")
        .contains("parallax_config_reloads_total{outcome=\"refused\"} 2.0")
        .contains(SUCCEEDED + "3000.0")
        .contains(SUCCESSFUL + "0.0");

    meters.count(Outcome.UNCHANGED);
    assertThat(registry.scrape()).contains(SUCCESSFUL + "1.0");
  }
}
