package dev.parallax.proxy.route;

import dev.parallax.proxy.upstream.UpstreamPools;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route that applies: of those that serve the host and the path, the one that names the
 * host most closely (a name, then the longest {@code *.}, then any), then the longest prefix.
 */
public final class Routing {

  /** A route, and the connections to its upstream. */
  public record Leg(Route route, UpstreamPools pools) {}

  private static final Comparator<Leg> CLOSEST_FIRST =
      Comparator.<Leg>comparingInt(leg -> leg.route().host().startsWith("*") ? 1 : 0)
          .thenComparingInt(leg -> -leg.route().host().length())
          .thenComparingInt(leg -> -leg.route().pathPrefix().length());

  private final List<Leg> legs;
  private final @Nullable Leg toAll;
  private final TapPolicy unroutedTap;

  /**
   * @param unroutedTap for requests that no route applies to, which the proxy answers itself
   */
  public Routing(List<Leg> legs, TapPolicy unroutedTap) {
    this.unroutedTap = unroutedTap;
    this.legs =
        legs.stream()
            .sorted(
                Comparator.<Leg>comparingInt(leg -> leg.route().host().isEmpty() ? 1 : 0)
                    .thenComparing(CLOSEST_FIRST))
            .toList();
    Leg first = this.legs.getFirst();
    toAll =
        legs.size() == 1 && first.route().host().isEmpty() && first.route().pathPrefix().equals("/")
            ? first
            : null;
  }

  /**
   * @param authority host[:port] that was asked for
   * @param target in origin form
   * @return null if no route applies
   */
  public @Nullable Leg match(String authority, String target) {
    if (toAll != null) {
      return toAll;
    }
    String host = host(authority);
    for (Leg leg : legs) {
      if (leg.route().servesHost(host) && leg.route().servesPath(target)) {
        return leg;
      }
    }
    return null;
  }

  /** Those that requests may take, the closest first. */
  public List<Leg> legs() {
    return legs;
  }

  /** The connections to all upstreams, each upstream once. */
  public List<UpstreamPools> upstreams() {
    return legs.stream().map(Leg::pools).distinct().toList();
  }

  public TapPolicy unroutedTap() {
    return unroutedTap;
  }

  private static String host(String authority) {
    int colon = authority.lastIndexOf(':');
    boolean port = colon > authority.lastIndexOf(']');
    return (port ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
  }
}
