package dev.parallax.proxy.admin;

import dev.parallax.proxy.Connects;
import dev.parallax.proxy.ProxyServer;
import dev.parallax.proxy.admin.Families.Distribution;
import dev.parallax.proxy.admin.Families.Point;
import dev.parallax.proxy.downstream.Connections;
import dev.parallax.proxy.traffic.LoopWatch;
import dev.parallax.proxy.traffic.Upstream;
import dev.parallax.proxy.upstream.PoolState;
import dev.parallax.proxy.upstream.UpstreamFailure;
import dev.parallax.proxy.upstream.UpstreamPools;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The connections on both sides, and the event loops between them. */
final class ProxyCollector implements MultiCollector {

  /** Of one scrape, for all event loops. */
  private static final Duration POOL_TIMEOUT = Duration.ofSeconds(1);

  private static final List<UpstreamFailure> CONNECT_FAILURES =
      List.of(
          UpstreamFailure.CONNECT_REFUSED,
          UpstreamFailure.CONNECT_TIMEOUT,
          UpstreamFailure.NAME_UNRESOLVED,
          UpstreamFailure.TLS,
          UpstreamFailure.TLS_CERTIFICATE,
          // Before an upstream of HTTP/2 said how much it takes.
          UpstreamFailure.RESET,
          UpstreamFailure.MALFORMED);

  private final ProxyServer proxy;
  private final LoopWatch loops;

  ProxyCollector(ProxyServer proxy, LoopWatch loops) {
    this.proxy = proxy;
    this.loops = loops;
  }

  @Override
  public MetricSnapshots collect() {
    Families families = new Families();
    downstream(families);
    upstream(families);
    connects(families);
    return families
        .histogram(
            "parallax_event_loop_lag_seconds",
            "How late a task ran that each event loop runs ten times a second",
            List.of(new Distribution(Labels.EMPTY, loops.lags())))
        .gauge(
            "parallax_event_loop_overdue_seconds",
            "How late that task is by now, on the event loop that is latest",
            loops.overdueNanos() / 1e9)
        .gauge(
            "parallax_tls_certificate_not_after_timestamp_seconds",
            "When certificates of this proxy expire: of each file, the earliest",
            proxy.certificates().stream()
                .map(
                    one ->
                        Point.of(one.notAfter().getEpochSecond(), "file", one.file().toString())))
        .gauge(
            "parallax_draining",
            "1 once the proxy sends its clients elsewhere",
            proxy.isDraining() ? 1 : 0)
        .build();
  }

  private void downstream(Families families) {
    Connections.Counts connections = proxy.connections();
    families
        .gauge(
            "parallax_downstream_connections",
            "Client connections that are open",
            connections.open())
        .counter(
            "parallax_downstream_connections_accepted",
            "Client connections by what they were let in as: served, refused (answered 503), or"
                + " closed at once",
            Stream.of(
                Point.of(connections.served(), "admission", "served"),
                Point.of(connections.refused(), "admission", "refused"),
                Point.of(connections.closed(), "admission", "closed")));
  }

  private void upstream(Families families) {
    Map<UpstreamPools, PoolState> pools = states();
    families
        .gauge(
            "http_client_open_connections",
            "Connections to the upstream: active ones serve or are being opened, idle ones wait",
            pools.entrySet().stream()
                .flatMap(
                    one ->
                        Stream.of(
                            connections(one.getKey(), "active", one.getValue().active()),
                            connections(one.getKey(), "idle", one.getValue().idle()))))
        .gauge(
            "parallax_upstream_pending_requests",
            "Requests that wait for a connection, since all are taken",
            pools.entrySet().stream()
                .map(one -> point(upstream(one.getKey()), one.getValue().pending())));
  }

  private void connects(Families families) {
    Map<Upstream, Connects.Counts> connects = proxy.connects();
    families
        .counter(
            "parallax_upstream_connects",
            "Connections that were opened",
            connects.entrySet().stream().map(one -> point(one.getKey(), one.getValue().opened())))
        .counter(
            "parallax_upstream_connect_failures",
            "Connections that could not be opened",
            connects.entrySet().stream()
                .flatMap(
                    one ->
                        CONNECT_FAILURES.stream()
                            .map(why -> failures(one.getKey(), one.getValue(), why))));
  }

  private Map<UpstreamPools, PoolState> states() {
    try {
      return proxy.upstreams(POOL_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  private static Point connections(UpstreamPools upstream, String state, int count) {
    return point(upstream(upstream), count, "http_connection_state", state);
  }

  private static Upstream upstream(UpstreamPools pools) {
    return Upstream.of(pools.address());
  }

  private static Point failures(Upstream upstream, Connects.Counts counts, UpstreamFailure why) {
    return point(upstream, counts.failed(why), "error_type", why.name().toLowerCase(Locale.ROOT));
  }

  private static Point point(Upstream upstream, long value, String... more) {
    return new Point(Families.labels(Labels.of(address(upstream)), more), value);
  }

  /** The labels that name an upstream. */
  static String[] address(Upstream upstream) {
    return new String[] {
      "server_address", upstream.host(), "server_port", Integer.toString(upstream.port())
    };
  }
}
