package dev.parallax.proxy.admin;

import dev.parallax.proxy.tap.Delay;
import dev.parallax.proxy.tap.TapReport;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * What recording costs: {@code parallax_tap_delay_seconds{quantity}}, {@code
 * parallax_tap_cpu_seconds}, {@code parallax_tap_keep_ratio}, {@code parallax_tap_off}.
 *
 * <p>Of gauges alone, since those can hold what they read: Micrometer's function counters hold it
 * weakly, and stand still once it was collected.
 */
final class TapMeters implements MeterBinder {

  private final Supplier<TapReport> report;

  /**
   * @param report as of the last second
   */
  TapMeters(Supplier<TapReport> report) {
    this.report = report;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    delay(registry, "median", Delay::medianNanos);
    delay(registry, "low", Delay::lowNanos);
    delay(registry, "high", Delay::highNanos);
    delay(registry, "p99", Delay::p99Nanos);
    gauge(
        registry,
        "parallax.tap.cpu",
        "Processor time of recording's own threads for each recorded exchange",
        now -> now.cpuMicros() / 1e6,
        "seconds");
    gauge(
        registry,
        "parallax.tap.keep.ratio",
        "Share of clients that is recorded: below 1 the tap sheds",
        TapReport::keep,
        "");
    gauge(
        registry,
        "parallax.tap.off",
        "1 once the tap has turned itself off",
        now -> now.off() ? 1 : 0,
        "");
  }

  /** NaN while too few were bypassed to tell. */
  private void delay(MeterRegistry registry, String quantity, ToDoubleFunction<Delay> nanos) {
    Gauge.builder(
            "parallax.tap.delay",
            report,
            now -> now.get().delay().map(d -> nanos.applyAsDouble(d) / 1e9).orElse(Double.NaN))
        .tag("quantity", quantity)
        .description(
            "What recording adds to a request: its median with a 95 % interval, and its p99")
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<TapReport> value,
      String unit) {
    Gauge.Builder<Supplier<TapReport>> gauge =
        Gauge.builder(name, report, now -> value.applyAsDouble(now.get()));
    gauge.description(description).strongReference(true);
    if (!unit.isEmpty()) {
      gauge.baseUnit(unit);
    }
    gauge.register(registry);
  }
}
