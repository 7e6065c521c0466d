package dev.parallax.proxy.downstream;

import dev.parallax.proxy.headers.Hop;
import dev.parallax.proxy.headers.RequestHeaders;
import dev.parallax.proxy.route.HostPolicy;
import dev.parallax.proxy.route.Route;
import dev.parallax.proxy.route.Routing;
import dev.parallax.proxy.tap.Asked;
import dev.parallax.proxy.tap.ExchangeTap;
import dev.parallax.proxy.tap.Taps;
import dev.parallax.proxy.traffic.Metering;
import dev.parallax.proxy.upstream.UpstreamPools;
import dev.parallax.proxy.warning.LimitedWarning;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Receives a request's head: opens its tap, finds its route, and either refuses it or makes it what
 * the upstream gets. Thread-safe.
 */
final class Reception {

  private static final LimitedWarning NOT_UPGRADED =
      new LimitedWarning(LoggerFactory.getLogger(Reception.class), "upgrade not passed on");

  /** What a head becomes. */
  sealed interface Received {}

  /**
   * To be sent.
   *
   * @param request as it goes to the upstream
   * @param settings that its exchange goes by
   */
  record Accepted(
      RequestFacts facts,
      HttpRequest request,
      UpstreamPools pools,
      ExchangeTap tap,
      DownstreamSettings settings)
      implements Received {}

  /** To be answered; the tap is told already. */
  record Refused(RequestFacts facts, Refusal refusal) implements Received {}

  private final Supplier<Rules> current;
  private final Taps taps;
  private final Metering metering;

  Reception(Supplier<Rules> current, Taps taps, Metering metering) {
    this.current = current;
    this.taps = taps;
    this.metering = metering;
  }

  /**
   * @param head whose request is changed in place
   * @param startedNanos {@link System#nanoTime} at its first byte
   * @param overLimit whether the connection is one too many
   */
  Received receive(RequestHead head, ClientFacts client, long startedNanos, boolean overLimit) {
    Rules rules = current.get();
    Routing routing = rules.routing();
    HttpRequest request = head.request();
    RequestFacts facts = RequestFacts.of(request);
    RequestTarget target = head.target();
    @Nullable String asked = target.authority();
    @Nullable String authority =
        asked == null ? request.headers().get(HttpHeaderNames.HOST) : asked;
    Routing.@Nullable Leg leg =
        routing.match(authority == null ? "" : authority, target.originForm());
    String upstream = leg == null ? "" : leg.route().upstreamHost();
    ExchangeTap tap =
        metering.open(
            taps.open(
                request,
                new Asked(
                    target.originForm(),
                    authority == null ? upstream : authority,
                    upstream,
                    client.address(),
                    client.scheme(),
                    head.hasBody(),
                    startedNanos),
                leg == null ? routing.unroutedTap() : leg.route().tap()),
            request,
            leg == null ? null : leg.route(),
            client.scheme(),
            startedNanos);
    @Nullable Refusal refusal =
        overLimit ? Refusal.TOO_MANY_CONNECTIONS : RequestCheck.refuse(head, client.isSecure());
    if (refusal != null || leg == null) {
      Refusal why = refusal == null ? Refusal.NO_ROUTE : refusal;
      tap.answered(why.status().code());
      tap.failed(why.kind(), why.sentence());
      return new Refused(facts, why);
    }
    request.setUri(target.originForm());
    if (asked != null) {
      request.headers().set(HttpHeaderNames.HOST, asked);
    }
    RequestHeaders.toUpstream(
        request, hop(head, facts, client, leg.route()), rules.settings().forwarding());
    return new Accepted(facts, request, leg.pools(), tap, rules.settings());
  }

  private static Hop hop(RequestHead head, RequestFacts facts, ClientFacts client, Route route) {
    return new Hop(
        client.address(),
        client.scheme(),
        route.upstreamHost(),
        route.hostPolicy() == HostPolicy.PRESERVE,
        head.hasBody(),
        upgrade(head.request(), facts, route));
  }

  /** The protocol that the request may be upgraded to. */
  private static @Nullable String upgrade(HttpRequest request, RequestFacts facts, Route route) {
    @Nullable String protocol = request.headers().get(HttpHeaderNames.UPGRADE);
    if (protocol == null) {
      return null;
    }
    if (route.tunnelsUpgrades() && RequestCheck.mayUpgrade(request, facts)) {
      return protocol;
    }
    NOT_UPGRADED.warn("tunnels", route.tunnelsUpgrades());
    return null;
  }
}
