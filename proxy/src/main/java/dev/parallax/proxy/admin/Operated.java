package dev.parallax.proxy.admin;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proxy.ProxyServer;
import dev.parallax.proxy.traffic.LoopWatch;
import dev.parallax.proxy.traffic.Traffic;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A running proxy as its operator sees it.
 *
 * @param traffic what watches {@code proxy}
 * @param configuration by key: what is in effect, secrets masked
 * @param meters shown beside those of the proxy
 * @param version of this build
 */
public record Operated(
    ProxyServer proxy,
    Traffic traffic,
    Recorded recorded,
    Supplier<Map<String, Configured>> configuration,
    List<MeterBinder> meters,
    String version,
    Instant startedAt) {

  /**
   * One setting.
   *
   * @param origin a flag, a variable, a line of a file, or that it is the default
   */
  public record Configured(String value, String origin) {}

  Endpoints endpoints() {
    LoopWatch loops = proxy.watchLoops();
    Health health = new Health(loops::overdueNanos, proxy::isDraining);
    CaptureSwitch capture = new CaptureSwitch(proxy);
    Draining draining = new Draining(proxy, traffic::activeCount);
    Metrics metrics = new Metrics(this, loops, capture);
    return new Endpoints()
        .open("/livez", _ -> health.live())
        .open("/readyz", _ -> health.ready())
        .on("GET", "/metrics", metrics::answer)
        .on("GET", "/config", _ -> config())
        .on("GET", "/ledger", _ -> ledger())
        .on("GET", "/capture", _ -> capture.get())
        .on("PUT", "/capture", capture::put)
        .on("GET", "/drain", _ -> draining.get())
        .on("PUT", "/drain", draining::put);
  }

  private AdminAnswer config() {
    return Json.object(
        json -> {
          for (Map.Entry<String, Configured> one : configuration.get().entrySet()) {
            json.writeObjectFieldStart(one.getKey());
            json.writeStringField("value", one.getValue().value());
            json.writeStringField("origin", one.getValue().origin());
            json.writeEndObject();
          }
        });
  }

  private AdminAnswer ledger() {
    Map<Fate, Long> exchanges = recorded.exchanges();
    return Json.object(
        json -> {
          json.writeStringField("since", startedAt.toString());
          json.writeNumberField(
              "seen", exchanges.values().stream().mapToLong(Long::longValue).sum());
          json.writeObjectFieldStart("exchanges");
          for (Fate fate : RecordingCollector.FATES) {
            json.writeNumberField(
                fate.name().toLowerCase(Locale.ROOT), exchanges.getOrDefault(fate, 0L));
          }
          json.writeEndObject();
        });
  }
}
