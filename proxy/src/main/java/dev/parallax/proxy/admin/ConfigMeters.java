package dev.parallax.proxy.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of each configuration that was to be taken up: {@code
 * parallax_config_reloads_total{outcome}}, {@code parallax_config_last_reload_successful}, {@code
 * parallax_config_last_reload_success_timestamp_seconds}. Thread-safe.
 */
public final class ConfigMeters implements MeterBinder {

  /** How a reload went. */
  public enum Outcome {
    APPLIED,
    /** It says what the one before said. */
    UNCHANGED,
    /** The one before stays. */
    REFUSED
  }

  private final InstantSource clock;
  private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);
  private volatile long succeededSeconds;
  private volatile boolean successful = true;

  /** The configuration of the start is taken for the first success. */
  public ConfigMeters(InstantSource clock) {
    this.clock = clock;
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, new LongAdder());
    }
    succeededSeconds = clock.instant().getEpochSecond();
  }

  public void count(Outcome outcome) {
    counter(outcome).increment();
    successful = outcome != Outcome.REFUSED;
    if (successful) {
      succeededSeconds = clock.instant().getEpochSecond();
    }
  }

  private LongAdder counter(Outcome outcome) {
    return Objects.requireNonNull(counts.get(outcome));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Outcome outcome : Outcome.values()) {
      FunctionCounter.builder("parallax.config.reloads", counter(outcome), LongAdder::sum)
          .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
          .description("Configurations that were to be taken up, by what became of them")
          .register(registry);
    }
    Gauge.builder("parallax.config.last.reload.successful", this, now -> now.successful ? 1 : 0)
        .description("0 while the proxy runs by an older configuration than the file's")
        .strongReference(true)
        .register(registry);
    Gauge.builder(
            "parallax.config.last.reload.success.timestamp", this, now -> now.succeededSeconds)
        .description("When the configuration was last taken up, or found to be the same")
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
  }
}
