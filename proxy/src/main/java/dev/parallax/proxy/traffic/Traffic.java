package dev.parallax.proxy.traffic;

import dev.parallax.proxy.route.Route;
import dev.parallax.proxy.tap.ExchangeTap;
import dev.parallax.proxy.traffic.Traits.Side;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * All exchanges since the start, by route and by upstream, and those in flight. {@link #open} is
 * called on event loops, the rest on any thread.
 */
public final class Traffic implements Metering {

  /**
   * Exchanges that were alike.
   *
   * @param place the route, or the upstream
   * @param durations from the request's first byte to the response's last for a route; from the end
   *     of the request's head to the response's last byte for an upstream
   */
  public record Exchanges<P>(P place, Traits traits, Durations durations) {}

  /**
   * Exchanges in flight.
   *
   * @param route as {@link Exchanges#place}
   */
  public record Active(String route, String method, String scheme, long count) {

    private Active with(long newCount) {
      return new Active(route, method, scheme, newCount);
    }
  }

  /** So many routes are remembered by identity before all are looked up anew. */
  private static final int MAX_ROUTES = 4_096;

  private final Series<String> served = new Series<>();
  private final Series<Upstream> sent = new Series<>();
  private final Queue<RouteCounts> inFlight = new ConcurrentLinkedQueue<>();
  private final FastThreadLocal<Loop> loops =
      new FastThreadLocal<>() {
        @Override
        protected Loop initialValue() {
          return new Loop();
        }
      };

  @Override
  public ExchangeTap open(
      ExchangeTap tap,
      HttpRequest request,
      @Nullable Route route,
      String scheme,
      long startedNanos) {
    return new TimedTap(
        tap,
        loops.get().of(route),
        Traits.request(request.method().name(), request.protocolVersion(), scheme),
        startedNanos);
  }

  /** By route: its host and path prefix as configured, empty where none applied. */
  public List<Exchanges<String>> served() {
    return exchanges(served, Side.SERVER);
  }

  public List<Exchanges<Upstream>> sent() {
    return exchanges(sent, Side.CLIENT);
  }

  /** Of what ever began, so that those of none are told as such. */
  public List<Active> active() {
    Map<Active, Long> counts = new LinkedHashMap<>();
    for (RouteCounts one : inFlight) {
      for (int request = 0; request < Traits.REQUESTS; request++) {
        // In this order, so that what ends meanwhile does not count below 0.
        long ended = one.ended(request);
        long begun = one.begun(request);
        if (begun > 0) {
          Traits traits = Traits.of(request, Side.SERVER);
          counts.merge(
              new Active(one.route(), traits.method(), traits.scheme(), 0),
              begun - ended,
              Long::sum);
        }
      }
    }
    return counts.entrySet().stream().map(one -> one.getKey().with(one.getValue())).toList();
  }

  /** Exchanges in flight, of all routes. */
  public long activeCount() {
    return active().stream().mapToLong(Active::count).sum();
  }

  private static <P> List<Exchanges<P>> exchanges(Series<P> series, Side side) {
    List<Exchanges<P>> all = new ArrayList<>();
    series
        .read()
        .forEach(
            (place, byCode) ->
                byCode.forEach(
                    (code, durations) ->
                        all.add(new Exchanges<>(place, Traits.of(code, side), durations))));
    return all;
  }

  /** Confined to one event loop. */
  private final class Loop {

    private final RouteCounts unrouted = counts("", null);
    private final Map<String, RouteCounts> byLabel = new HashMap<>();

    /** Routes live as long as their configuration. */
    private final IdentityHashMap<Route, RouteCounts> byRoute = new IdentityHashMap<>();

    RouteCounts of(@Nullable Route route) {
      if (route == null) {
        return unrouted;
      }
      RouteCounts known = byRoute.get(route);
      return known == null ? add(route) : known;
    }

    private RouteCounts add(Route route) {
      if (byRoute.size() >= MAX_ROUTES) {
        byRoute.clear();
      }
      Upstream upstream = Upstream.of(route.upstreamAddress());
      String label = route.host() + route.pathPrefix();
      RouteCounts counts =
          byLabel.computeIfAbsent(label + " " + upstream, _ -> counts(label, upstream));
      byRoute.put(route, counts);
      return counts;
    }

    private RouteCounts counts(String label, @Nullable Upstream upstream) {
      RouteCounts counts =
          new RouteCounts(label, served.at(label), upstream == null ? null : sent.at(upstream));
      inFlight.add(counts);
      return counts;
    }
  }
}
