package dev.parallax.proxy.admin;

import dev.parallax.proxy.traffic.LoopWatch;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * All metrics, in the text format of Prometheus or, where it is accepted, of OpenMetrics: {@code
 * /metrics}. One scrape at a time. Made at the first: a proxy that nobody scrapes is not slowed at
 * its start.
 */
final class Metrics {

  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final Operated operated;
  private final LoopWatch loops;
  private final CaptureSwitch capture;

  /** So long was the last one. */
  private int lengthBytes = 4 * 1024;

  /** Null until the first scrape. */
  private @Nullable PrometheusMeterRegistry registry;

  Metrics(Operated operated, LoopWatch loops, CaptureSwitch capture) {
    this.operated = operated;
    this.loops = loops;
    this.capture = capture;
  }

  synchronized AdminAnswer answer(AdminRequest request) {
    PrometheusMeterRegistry all = registry == null ? make() : registry;
    registry = all;
    boolean open =
        request.accept().toLowerCase(Locale.ROOT).contains("application/openmetrics-text");
    String format = open ? OPEN_METRICS : PROMETHEUS;
    // With room for a little more than last time, so that it need not grow.
    ByteBuf text = Unpooled.buffer(lengthBytes + lengthBytes / 8);
    try (ByteBufOutputStream out = new ByteBufOutputStream(text)) {
      all.scrape(out, format);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing but memory is written to", e);
    }
    lengthBytes = text.readableBytes();
    return AdminAnswer.ok(format, text);
  }

  @SuppressWarnings("resource") // It is told of collections for as long as the process lives.
  private PrometheusMeterRegistry make() {
    PrometheusMeterRegistry all = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    List<MeterBinder> binders =
        List.of(
            new JvmMemoryMetrics(),
            new JvmGcMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics(),
            new TapMeters(operated.proxy()::tapReport));
    binders.forEach(binder -> binder.bindTo(all));
    operated.meters().forEach(binder -> binder.bindTo(all));
    PrometheusRegistry prometheus = all.getPrometheusRegistry();
    prometheus.register(new TrafficCollector(operated.traffic()));
    prometheus.register(new ProxyCollector(operated.proxy(), loops));
    prometheus.register(
        new RecordingCollector(operated.recorded(), capture::isEnabled, operated.version()));
    return all;
  }
}
