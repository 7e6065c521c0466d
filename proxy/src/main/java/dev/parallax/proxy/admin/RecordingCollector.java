package dev.parallax.proxy.admin;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proxy.admin.Families.Point;
import dev.parallax.recorder.log.LogCounts;
import dev.parallax.recorder.log.spool.SpoolCounts;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * What became of each exchange, what lies between the tap and the log, and what the log makes of
 * it.
 */
final class RecordingCollector implements MultiCollector {

  /** All that can become of an exchange. */
  static final List<Fate> FATES =
      Stream.of(Fate.values())
          .filter(fate -> fate != Fate.FATE_UNSPECIFIED && fate != Fate.UNRECOGNIZED)
          .toList();

  /** What more there are is told together. */
  static final int MAX_ENDPOINTS = 100;

  private final Recorded recorded;
  private final BooleanSupplier enabled;
  private final String version;

  RecordingCollector(Recorded recorded, BooleanSupplier enabled, String version) {
    this.recorded = recorded;
    this.enabled = enabled;
    this.version = version;
  }

  @Override
  public MetricSnapshots collect() {
    Map<Fate, Long> exchanges = recorded.exchanges();
    Map<String, Map<Fate, Long>> byEndpoint = recorded.byEndpoint(MAX_ENDPOINTS);
    // After their fates: there are never fewer.
    long seen = recorded.seen();
    Families families =
        new Families()
            .gauge(
                "parallax_build_info",
                "1, with the version that runs",
                Stream.of(Point.of(1, "version", version, "java", Runtime.version().toString())))
            .counter(
                "parallax_exchanges",
                "Exchanges that were seen, by what became of them",
                FATES.stream()
                    .map(
                        fate ->
                            Point.of(
                                grown(fate, exchanges),
                                "fate",
                                fate.name().toLowerCase(Locale.ROOT))))
            .counter("parallax_exchanges_seen", "Exchanges that were seen", seen)
            .counter(
                "parallax_endpoint_exchanges",
                "Exchanges by endpoint, and by what became of them",
                byEndpoint.entrySet().stream().flatMap(RecordingCollector::ofEndpoint))
            .counter(
                "parallax_exchanges_kept",
                "Exchanges that were chosen to be recorded, by why",
                recorded.kept().entrySet().stream()
                    .map(kept -> Point.of(kept.getValue(), "reason", kept.getKey().word())))
            .counter(
                "parallax_exchanges_novel_not_kept",
                "Exchanges of a new shape that were not kept for that: too many of their endpoint were",
                recorded.novelNotKept())
            .gauge(
                "parallax_capture_enabled",
                "1 while exchanges are to be recorded: by the configuration, and by the operator",
                enabled.getAsBoolean() ? 1 : 0)
            .gauge(
                "parallax_tap_queue_bytes",
                "Bytes of exchanges between the tap and the log",
                recorded.queuedBytes())
            .gauge(
                "parallax_tap_queue_limit_bytes",
                "Beyond so many bytes, exchanges are dropped: lost_queue_full",
                recorded.maxQueuedBytes());
    families.counter(
        "parallax_exchanges_reduced",
        "Exchanges recorded without a body, since they were larger than the log takes",
        recorded.reduced());
    spool(families, recorded.spool());
    recorded.log().ifPresent(log -> log(families, log));
    return families.build();
  }

  private static Stream<Point> ofEndpoint(Map.Entry<String, Map<Fate, Long>> endpoint) {
    return FATES.stream()
        .filter(fate -> endpoint.getValue().containsKey(fate))
        .map(
            fate ->
                Point.of(
                    grown(fate, endpoint.getValue()),
                    "endpoint",
                    endpoint.getKey(),
                    "fate",
                    fate.name().toLowerCase(Locale.ROOT)));
  }

  /**
   * A counter never goes back: what was captured, and lost from the spool later, stays in captured.
   */
  private static long grown(Fate fate, Map<Fate, Long> exchanges) {
    long now = exchanges.getOrDefault(fate, 0L);
    return fate == Fate.CAPTURED ? now + exchanges.getOrDefault(Fate.LOST_SPOOL, 0L) : now;
  }

  private static void spool(Families families, SpoolCounts spool) {
    families
        .gauge(
            "parallax_spool_bytes",
            "Bytes on disk that wait for the log to take them",
            spool.bytes())
        .gauge(
            "parallax_spool_limit_bytes",
            "How many there may be; 0 without a spool",
            spool.maxBytes())
        .gauge("parallax_spool_exchanges", "Exchanges in the spool", spool.exchanges())
        .gauge(
            "parallax_spool_oldest_seconds",
            "How long the oldest of them waits, about",
            spool.oldestSeconds())
        .counter(
            "parallax_spool_forwarded_events",
            "Events that the log took from the spool and keeps",
            spool.forwarded())
        .counter(
            "parallax_spool_lost_exchanges",
            "Exchanges in the spool that could not be read, or that the log refused for good",
            spool.lost());
  }

  private static void log(Families families, LogCounts log) {
    families
        .counter(
            "parallax_log_events",
            "Events that the log was given: acknowledged (kept), lost after it took them, or refused",
            Stream.of(
                Point.of(log.acknowledged(), "outcome", "acknowledged"),
                Point.of(log.lost(), "outcome", "lost"),
                Point.of(log.refused(), "outcome", "refused")))
        .counter(
            "parallax_log_bytes",
            "Bytes of acknowledged events, before they are compressed",
            log.acknowledgedBytes())
        .counter(
            "parallax_log_acknowledge_seconds",
            "Time that acknowledged events waited for it, all together",
            log.acknowledgeNanos() / 1e9)
        .counter(
            "parallax_log_away",
            "Attempts to append while the log could not be reached or was behind",
            log.away())
        .gauge(
            "parallax_log_unacknowledged_events",
            "Events that wait to be acknowledged",
            log.unacknowledged())
        .gauge(
            "parallax_log_stalled_seconds",
            "For how long nothing was acknowledged, though something waits",
            log.stalledNanos() / 1e9);
  }
}
