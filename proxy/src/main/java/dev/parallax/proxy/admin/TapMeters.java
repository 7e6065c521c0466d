package dev.parallax.proxy.admin;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proxy.tap.Delay;
import dev.parallax.proxy.tap.TapReport;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What recording costs, and what became of each exchange: {@code parallax_exchanges_total{fate}},
 * {@code parallax_tap_delay_seconds{quantity}}, {@code parallax_tap_cpu_seconds}, {@code
 * parallax_tap_keep_ratio}, {@code parallax_tap_off}.
 */
final class TapMeters implements MeterBinder {

  /** All that can become of an exchange. */
  static final List<Fate> FATES =
      Stream.of(Fate.values())
          .filter(fate -> fate != Fate.FATE_UNSPECIFIED && fate != Fate.UNRECOGNIZED)
          .toList();

  private final Supplier<TapReport> report;
  private final Supplier<Map<Fate, Long>> exchanges;

  /**
   * @param report as of the last second
   * @param exchanges by fate, from the start on
   */
  TapMeters(Supplier<TapReport> report, Supplier<Map<Fate, Long>> exchanges) {
    this.report = report;
    this.exchanges = exchanges;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Fate fate : FATES) {
      FunctionCounter.builder("parallax.exchanges", exchanges, by -> count(by, fate))
          .tag("fate", fate.name().toLowerCase(Locale.ROOT))
          .description("Exchanges that were seen, by what became of them")
          .register(registry);
    }
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

  private static double count(Supplier<Map<Fate, Long>> exchanges, Fate fate) {
    return exchanges.get().getOrDefault(fate, 0L).doubleValue();
  }
}
