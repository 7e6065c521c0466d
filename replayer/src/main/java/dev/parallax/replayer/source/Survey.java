package dev.parallax.replayer.source;

import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.SuiteProvenance;
import dev.parallax.recorder.log.Damage;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.session.SessionCopy;
import dev.parallax.replayer.plan.RecordedSpan;
import dev.parallax.replayer.wire.Framing;
import dev.parallax.replayer.wire.TargetProtocol;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * What must be known of a recording before anything is sent.
 *
 * @param events how many there are: what is recorded later is no part of the run
 * @param exchanges how many are meant
 * @param leftOut how many lie in the window and are not meant
 * @param http2 how many of those that are meant were recorded over HTTP/2, or are gRPC
 * @param grpc how many of those are gRPC
 * @param firstNanos the earliest start of those, nanoseconds since the Unix epoch; 0 if none
 * @param lastNanos the latest, likewise
 * @param served every {@code host[:port]} that production served, in the window or not
 * @param upstreams every {@code host:port} that the recorded proxy forwarded to, likewise
 * @param services every service that those that are meant are of
 * @param sessions of those, counted up to {@link #MAX_SESSIONS}
 * @param linked sessions of those that links join to others, in a log with partitions
 * @param suite where the recording is from; the default instance if it does not tell
 * @param damage what could not be read, in one sentence; empty if all of it was
 */
public record Survey(
    long events,
    long exchanges,
    long leftOut,
    long http2,
    long grpc,
    long firstNanos,
    long lastNanos,
    Set<String> served,
    Set<String> upstreams,
    Set<String> services,
    int sessions,
    Linked linked,
    SuiteProvenance suite,
    String damage) {

  /** More of them say no more. */
  public static final int MAX_SESSIONS = 1_000;

  public Survey {
    served = Set.copyOf(served);
    upstreams = Set.copyOf(upstreams);
    services = Set.copyOf(services);
  }

  /** Of a run that sends each session so many times: what is counted has the copies in it. */
  public Survey amplified(int times) {
    long later = exchanges == 0 ? 0 : new SessionCopy(times - 1, times).laterNanos();
    return new Survey(
        events,
        exchanges * times,
        leftOut,
        http2 * times,
        grpc * times,
        firstNanos,
        lastNanos + later,
        served,
        upstreams,
        services,
        sessions,
        linked,
        suite,
        damage);
  }

  /** What a pace is reckoned from. */
  public RecordedSpan span() {
    return new RecordedSpan(firstNanos, lastNanos, exchanges);
  }

  /**
   * @param source of all that was recorded, whatever the selection holds of it
   */
  public static Survey of(ReplaySource source, Selection selection) throws IOException {
    Set<String> served = new HashSet<>();
    Set<String> upstreams = new HashSet<>();
    Set<String> services = new HashSet<>();
    Set<String> sessions = new HashSet<>();
    Selection window = selection.whole();
    RecentIds ids = new RecentIds();
    LinkSurvey links = new LinkSurvey();
    long events = 0;
    long exchanges = 0;
    long leftOut = 0;
    long http2 = 0;
    long grpc = 0;
    long first = Long.MAX_VALUE;
    long last = 0;
    String damage;
    SuiteProvenance suite;
    try (EventReader reader = source.open()) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        events++;
        if (event.hasExchange()) {
          Exchange exchange = event.getExchange();
          served.add(exchange.getAuthority());
          upstreams.add(exchange.getDeployment().getUpstream());
          upstreams.addAll(exchange.getDeployment().getUpstreamsList());
          if (!window.holds(event) || !ids.isNew(exchange.getId())) {
            continue;
          }
          if (!selection.where().holds(exchange)) {
            leftOut++;
          } else {
            exchanges++;
            http2 += TargetProtocol.AUTO.isHttp2(exchange.getRequest()) ? 1 : 0;
            grpc += Framing.isGrpc(exchange.getRequest().getHeadersList()) ? 1 : 0;
            first = Math.min(first, exchange.getStartedAtNanos());
            last = Math.max(last, exchange.getStartedAtNanos());
            services.add(exchange.getService());
            reader.position().ifPresent(at -> links.add(exchange, at.partition()));
            if (sessions.size() < MAX_SESSIONS) {
              sessions.add(exchange.getSession());
            }
          }
        }
      }
      suite = reader.provenance().orElse(SuiteProvenance.getDefaultInstance());
      damage = reader.damage().map(Damage::sentence).orElse("");
    }
    served.remove("");
    upstreams.remove("");
    return new Survey(
        events,
        exchanges,
        leftOut,
        http2,
        grpc,
        exchanges == 0 ? 0 : first,
        last,
        served,
        upstreams,
        services,
        sessions.size(),
        links.found(),
        suite,
        damage);
  }
}
