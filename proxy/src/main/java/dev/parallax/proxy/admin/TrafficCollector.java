package dev.parallax.proxy.admin;

import dev.parallax.proxy.admin.Families.Distribution;
import dev.parallax.proxy.admin.Families.Point;
import dev.parallax.proxy.traffic.Traffic;
import dev.parallax.proxy.traffic.Traits;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * Rate, errors and durations by route ({@code http_server_…}) and by upstream ({@code
 * http_client_…}), named by OpenTelemetry's semantic conventions for HTTP. A label that has no
 * value is empty, which is to Prometheus as if it were not there.
 */
final class TrafficCollector implements MultiCollector {

  private final Traffic traffic;

  TrafficCollector(Traffic traffic) {
    this.traffic = traffic;
  }

  @Override
  public MetricSnapshots collect() {
    return new Families()
        .histogram(
            "http_server_request_duration_seconds",
            "Exchanges by route, from the request's first byte to the response's last",
            traffic.served().stream()
                .map(
                    one ->
                        new Distribution(
                            labels(one.traits(), "http_route", one.place()), one.durations()))
                .toList())
        .gauge(
            "http_server_active_requests",
            "Exchanges in flight, by route",
            traffic.active().stream()
                .map(
                    one ->
                        Point.of(
                            one.count(),
                            "http_route",
                            one.route(),
                            "http_request_method",
                            one.method(),
                            "url_scheme",
                            one.scheme())))
        .histogram(
            "http_client_request_duration_seconds",
            "Exchanges by upstream, from the end of the request's head, with the wait for a"
                + " connection, to the response's last byte",
            traffic.sent().stream()
                .map(
                    one ->
                        new Distribution(
                            Families.labels(
                                labels(one.traits()), ProxyCollector.address(one.place())),
                            one.durations()))
                .toList())
        .build();
  }

  private static Labels labels(Traits traits, String... more) {
    return Families.labels(
        Labels.of(
            "http_request_method",
            traits.method(),
            "http_response_status_code",
            traits.status(),
            "error_type",
            traits.errorType(),
            "network_protocol_version",
            traits.version(),
            "url_scheme",
            traits.scheme()),
        more);
  }
}
