package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.config.RouteSettings;
import dev.parallax.cli.config.Settings;
import dev.parallax.cli.config.Values.ByteSize;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.proxy.headers.Forwarding;
import dev.parallax.proxy.headers.Forwarding.Trace;
import dev.parallax.proxy.route.HostPolicy;
import dev.parallax.proxy.route.Route;
import dev.parallax.proxy.route.TapPolicy;
import dev.parallax.proxy.upstream.UpstreamProtocol;
import dev.parallax.recorder.raw.Keep;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where a proxy's requests go, and what the upstream is told. */
final class RouteOptions {

  /** What becomes of {@code Upgrade}. */
  enum Upgrade {
    REFUSE,
    TUNNEL
  }

  /** By which headers the upstream learns who asked. */
  enum ForwardedBy {
    NONE,
    X,
    RFC7239,
    BOTH
  }

  @Option(
      names = "--upstream",
      descriptionKey = "proxy.upstream",
      paramLabel = "URL",
      description =
          "The server behind: http://HOST:PORT or https://HOST:PORT. Gets what no entry of proxy.routes in parallax.yaml"
              + " applies to.")
  private @Nullable URI upstream;

  @Option(
      names = "--host-header",
      descriptionKey = "proxy.hostHeader",
      defaultValue = "preserve",
      paramLabel = "HOST",
      description =
          "The Host that the upstream is told: preserve (the client's) or upstream (its own)."
              + " Default: preserve.")
  private HostPolicy hostPolicy = HostPolicy.PRESERVE;

  @Option(
      names = "--upstream-protocol",
      descriptionKey = "proxy.upstreamProtocol",
      defaultValue = "auto",
      paramLabel = "PROTOCOL",
      description =
          "What the upstream is spoken to in: http1, http2 (without TLS taken for granted, which gRPC"
              + " needs) or auto (over TLS what both agree on, else http1). Default: auto.")
  private UpstreamProtocol protocol = UpstreamProtocol.AUTO;

  @Option(
      names = "--upgrade",
      descriptionKey = "proxy.upgrade",
      defaultValue = "refuse",
      paramLabel = "WAY",
      description =
          "WebSocket and other upgrades: refuse (served as plain requests), or tunnel (the handshake is"
              + " recorded, what follows passes). Default: refuse.")
  private Upgrade upgrade = Upgrade.REFUSE;

  @Option(
      names = "--forwarded",
      descriptionKey = "proxy.forwarded",
      defaultValue = "x",
      paramLabel = "BY",
      description =
          "Tells the upstream who asked, by x (X-Forwarded-For, -Proto, -Host), rfc7239 (Forwarded),"
              + " both or none. Default: x.")
  private ForwardedBy forwarded = ForwardedBy.X;

  @Option(
      names = "--trace",
      descriptionKey = "proxy.trace",
      defaultValue = "continue",
      paramLabel = "TRACE",
      description =
          "A request without a traceparent: continue (stays without), or gets one that is unsampled or"
              + " sampled, which most tracers follow. Default: continue.")
  private Trace trace = Trace.CONTINUE;

  @Option(
      names = "--max-body",
      descriptionKey = "proxy.maxBody",
      defaultValue = "1MiB",
      paramLabel = "SIZE",
      description = "How much of each body is recorded; what passes is not limited. Default: 1MiB.")
  private ByteSize maxBody = new ByteSize(1 << 20);

  /**
   * All routes; the one to {@code --upstream}, if it is given, is the last.
   *
   * @param sample share of sessions to record where the route says nothing else
   * @param keep what is recorded of other sessions, likewise
   * @param mode by which these are sanitised, likewise
   */
  List<Route> routes(CommandLine commandLine, double sample, Keep keep, Mode mode) {
    Settings settings = Invocation.settings(commandLine);
    boolean tunnels = upgrade == Upgrade.TUNNEL;
    TapPolicy tap = new TapPolicy(sample, maxBodyBytes(), keep, mode);
    List<Route> routes =
        new ArrayList<>(new RouteSettings(settings, hostPolicy, protocol, tunnels, tap).routes());
    if (upstream != null) {
      try {
        routes.add(new Route("", "/", upstream, hostPolicy, protocol, tunnels, tap));
      } catch (IllegalArgumentException e) {
        throw CliException.usage("proxy." + e.getMessage());
      }
    }
    if (routes.isEmpty()) {
      throw new ParameterException(
          commandLine, "give --upstream URL, or proxy.routes in the configuration file");
    }
    return routes;
  }

  Forwarding forwarding() {
    return new Forwarding(
        forwarded == ForwardedBy.X || forwarded == ForwardedBy.BOTH,
        forwarded == ForwardedBy.RFC7239 || forwarded == ForwardedBy.BOTH,
        trace);
  }

  private int maxBodyBytes() {
    return Math.toIntExact(Math.min(maxBody.bytes(), Integer.MAX_VALUE));
  }
}
