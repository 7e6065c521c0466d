package dev.parallax.replayer.safety;

import dev.parallax.proto.Leg;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Admits the targets of a run: loopback addresses and hosts that were allowed by name, and never
 * what the recording says production served, allowed or not. What the recorded proxy forwarded to
 * is production too: it gets no writes, and safe requests with a warning only, since where all runs
 * on one machine it is a common control.
 *
 * <p>A name counts as loopback only if all of its addresses are, and is then pinned to the first:
 * it can't resolve to something else later.
 */
public final class TargetGuard {

  private final List<Authority> allowed;
  private final List<Authority> served;
  private final List<Authority> upstreams;
  private final boolean writes;
  private final HostResolver resolver;

  /**
   * @param allowTargets host or host:port
   * @param servedAuthorities as the recording has them; what is no authority is left out
   * @param upstreams the host:port that the recorded proxy forwarded to, likewise
   * @param writes whether any were asked for
   * @throws ReplayRefused if an allowed target is not of that form
   */
  public TargetGuard(
      Set<String> allowTargets,
      Set<String> servedAuthorities,
      Set<String> upstreams,
      boolean writes)
      throws ReplayRefused {
    this(allowTargets, servedAuthorities, upstreams, writes, HostResolver.system());
  }

  TargetGuard(
      Set<String> allowTargets,
      Set<String> servedAuthorities,
      Set<String> upstreams,
      boolean writes,
      HostResolver resolver)
      throws ReplayRefused {
    for (String allow : allowTargets) {
      if (Authority.parse(allow).isEmpty()) {
        throw new ReplayRefused(
            "replay.allowTarget: %s (expected: host or host:port)".formatted(allow));
      }
    }
    this.allowed = authorities(allowTargets);
    this.served = authorities(servedAuthorities);
    this.upstreams = authorities(upstreams);
    this.writes = writes;
    this.resolver = resolver;
  }

  /**
   * @throws ReplayRefused in one sentence: what, where, and what to do
   */
  public Target admit(Leg leg, URI uri) throws ReplayRefused {
    return admit(leg, uri, writes);
  }

  /**
   * The same of what is written to, whether the run writes or not: an authorization server.
   *
   * @throws ReplayRefused likewise
   */
  public Target admitWritten(Leg leg, URI uri) throws ReplayRefused {
    return admit(leg, uri, true);
  }

  private Target admit(Leg leg, URI uri, boolean written) throws ReplayRefused {
    String name = leg.name().toLowerCase(Locale.ROOT) + " " + withoutUserInfo(uri);
    checkForm(name, uri);
    boolean tls = uri.getScheme().equalsIgnoreCase("https");
    String host = uri.getHost().replaceAll("^\\[|\\]$", "");
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    Optional<InetAddress> loopback = loopback(host);
    if (anyIs(served, host, port, loopback.isPresent())) {
      throw new ReplayRefused(
          name
              + ": refused, since the recording says that production served it"
              + " (expected: a staging address; no option overrides this)");
    }
    if (written && anyIs(upstreams, host, port, loopback.isPresent())) {
      throw new ReplayRefused(
          name
              + " is the server that the recorded proxy forwarded to: writes would reach production"
              + " (expected: a staging address, or no writes)");
    }
    if (loopback.isEmpty() && allowed.stream().noneMatch(place -> place.allows(host, port))) {
      throw new ReplayRefused(
          name
              + ": refused, since it is neither a loopback address nor allowed"
              + " (if it is staging: --allow-target "
              + host
              + ")");
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return new Target(leg, tls, host, port, path.replaceAll("/+$", ""), loopback);
  }

  /**
   * Admits what requests are to name instead of their target, or besides: whatever stands there may
   * pass them on by it.
   *
   * @param authority host or host:port
   * @throws ReplayRefused if production served it, or writes would go to who answered there
   */
  public void admitHost(String authority) throws ReplayRefused {
    boolean production =
        Authority.parse(authority).stream()
            .anyMatch(
                named ->
                    served.stream().anyMatch(named::mayBe)
                        || (writes && upstreams.stream().anyMatch(named::mayBe)));
    if (production) {
      throw new ReplayRefused(
          "replay.rewrites: host "
              + authority
              + ": refused, since the recording says that production served it"
              + " (expected: a name of staging's; no option overrides this)");
    }
  }

  /** In one sentence, what the user should know of an admitted target; empty if nothing. */
  public Optional<String> warning(Target target) {
    return anyIs(upstreams, target.host(), target.port(), target.pinned().isPresent())
        ? Optional.of(
            target + " is the server that the recorded proxy forwarded to: production itself")
        : Optional.empty();
  }

  private static boolean anyIs(List<Authority> places, String host, int port, boolean loopback) {
    return places.stream()
        .anyMatch(
            place ->
                place.covers(host, port) || (loopback && place.covers(Authority.LOOPBACK, port)));
  }

  private static void checkForm(String name, URI uri) throws ReplayRefused {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if ((!scheme.equals("http") && !scheme.equals("https")) || uri.getHost() == null) {
      throw new ReplayRefused(name + ": not a target (expected: http[s]://host[:port][/base])");
    }
    if (uri.getRawUserInfo() != null) {
      throw new ReplayRefused(name + ": has user information (expected: none)");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new ReplayRefused(name + ": has a query or fragment (expected: at most a base path)");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new ReplayRefused(name + ": port %d (expected: 1 to 65535)".formatted(uri.getPort()));
    }
  }

  /** What stands there is a password as a rule. */
  private static String withoutUserInfo(URI uri) {
    String text = uri.toString();
    return uri.getRawUserInfo() == null
        ? text
        : text.replace(uri.getRawUserInfo() + "@", "[masked]@");
  }

  private Optional<InetAddress> loopback(String host) {
    try {
      List<InetAddress> addresses = resolver.resolve(host);
      return addresses.stream().allMatch(InetAddress::isLoopbackAddress)
          ? addresses.stream().findFirst()
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static List<Authority> authorities(Set<String> texts) {
    return texts.stream().map(Authority::parse).flatMap(Optional::stream).toList();
  }
}
