package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.ExitCode;
import dev.parallax.cli.Version;
import dev.parallax.cli.reload.ConfigWatch;
import dev.parallax.proto.Deployment;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.proxy.ProxyServer;
import dev.parallax.proxy.ProxySettings;
import dev.parallax.proxy.admin.AdminServer;
import dev.parallax.proxy.admin.ConfigMeters;
import dev.parallax.proxy.admin.Operated;
import dev.parallax.proxy.route.Route;
import dev.parallax.proxy.tap.TapReport;
import dev.parallax.proxy.tls.TlsFault;
import dev.parallax.proxy.traffic.Metering;
import dev.parallax.proxy.traffic.Traffic;
import dev.parallax.recorder.capture.Capture;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves in front of production, and records. */
@Command(
    name = "proxy",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Serves in front of an HTTP server, and records sanitised exchanges. Ends on SIGTERM or Ctrl-C,"
            + " when what is in flight has ended. Takes up a changed configuration file while it"
            + " serves, within seconds or on SIGHUP.")
public final class ProxyCommand implements Callable<Integer> {

  @Option(
      names = "--listen",
      descriptionKey = "proxy.listen",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Where clients connect; port 0 takes a free one.")
  private @Nullable InetSocketAddress listen;

  @Mixin private final AdminOptions admin = new AdminOptions();

  @Mixin private final RouteOptions route = new RouteOptions();

  @Mixin private final TlsOptions tls = new TlsOptions();

  @Mixin private final RecordOptions record = new RecordOptions();

  @Mixin private final SanitiseOptions sanitise = new SanitiseOptions();

  @Mixin private final TapOptions tap = new TapOptions();

  @Mixin private final TimeoutOptions timeouts = new TimeoutOptions();

  @Mixin private final LimitOptions limits = new LimitOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    CommandLine commandLine = Invocation.commandLine(spec);
    PrintWriter err = commandLine.getErr();
    ProxySettings settings = settings(commandLine);
    Instant start = Instant.now();
    Optional<AdminServer> asked = admin.start(Invocation.settings(commandLine));
    Recording recording = record.start(sanitise, upstreams(settings), commandLine);
    Traffic traffic = new Traffic();
    Metering metering = asked.isPresent() ? traffic : Metering.none();
    ProxyServer server = start(settings, recording.capture(asked.isPresent()), metering, recording);
    ConfigMeters reloads = new ConfigMeters(InstantSource.system());
    ProxyReload reload = new ProxyReload(server, recording, commandLine, upstreams(settings));
    asked.ifPresent(
        operator -> {
          operator.serve(
              new Operated(
                  server,
                  traffic,
                  recording,
                  () -> configuration(reload.current()),
                  List.of(reloads),
                  Version.number(),
                  start));
          err.printf("parallax proxy: admin on %s%n", url(operator.address()));
        });
    CountDownLatch ended = onSignal(() -> end(server, recording, err));
    try (ConfigWatch _ = reload.watch(reloads, List.of(server::reloadCertificates))) {
      // Who reads that it listens may send SIGHUP.
      announce(server, settings, recording, err);
      ended.await();
    }
    return ExitCode.OK;
  }

  /**
   * Tries what it is set to, and looks at no files but those of the settings.
   *
   * @throws CliException naming what can't be used
   */
  void check(CommandLine commandLine) {
    var _ = settings(commandLine);
    var _ = policy();
    record.check();
    admin.check(Invocation.settings(commandLine));
  }

  ProxySettings settings(CommandLine commandLine) {
    InetSocketAddress address = Invocation.required(listen);
    List<Route> routes = route.routes(commandLine, record.sample(), record.keep(), sanitise.mode());
    for (Route one : routes) {
      if (leadsBack(address, one.upstreamAddress())) {
        throw CliException.usage(
            "proxy.upstream: %s is where the proxy itself would listen".formatted(one.upstream()));
      }
    }
    try {
      return new ProxySettings(
          address,
          routes,
          timeouts.timeouts(),
          limits.limits(),
          route.forwarding(),
          tap.settings(record.records()),
          limits.eventLoops(),
          limits.transport(),
          tls.settings(commandLine),
          tls.proxyProtocol());
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  SanitisePolicy policy() {
    return sanitise.policy();
  }

  Optional<Path> keyFile() {
    return sanitise.keyFile();
  }

  PseudonymKey key(byte[] content) {
    return sanitise.key(content);
  }

  Deployment deployment(Set<String> upstreams) {
    return record.deployment(upstreams);
  }

  /** That of all that no other route takes comes last. */
  static List<String> upstreams(ProxySettings settings) {
    return settings.routes().stream().map(route -> route.upstream().getAuthority()).toList();
  }

  private static boolean leadsBack(InetSocketAddress listen, InetSocketAddress upstream) {
    InetSocketAddress server = new InetSocketAddress(upstream.getHostString(), upstream.getPort());
    return listen.getPort() == server.getPort()
        && !listen.isUnresolved()
        && !server.isUnresolved()
        && (listen.getAddress().equals(server.getAddress())
            || (listen.getAddress().isAnyLocalAddress()
                && server.getAddress().isLoopbackAddress()));
  }

  private static ProxyServer start(
      ProxySettings settings, Capture capture, Metering metering, Recording recording) {
    try {
      return ProxyServer.start(settings, capture, metering);
    } catch (TlsFault e) {
      recording.discard();
      throw CliException.usage(e);
    } catch (IOException e) {
      recording.discard();
      throw CliException.couldNotRun(e);
    }
  }

  private static Map<String, Operated.Configured> configuration(CommandLine commandLine) {
    Map<String, Operated.Configured> shown = new TreeMap<>();
    EffectiveSettings.ofRunning(commandLine)
        .forEach((key, one) -> shown.put(key, new Operated.Configured(one.value(), one.origin())));
    return shown;
  }

  private static String url(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    String shown =
        address.getAddress().isAnyLocalAddress()
            ? "0.0.0.0"
            : host.contains(":") ? "[" + host + "]" : host;
    return "http://%s:%d".formatted(shown, address.getPort());
  }

  private static void announce(
      ProxyServer server, ProxySettings settings, Recording recording, PrintWriter err) {
    err.printf(
        "parallax proxy: listening on %s://%s:%d, upstream %s, %s%n",
        settings.tls().certificates().isEmpty() ? "http" : "https",
        settings.listen().getHostString(),
        server.address().getPort(),
        settings.routes().stream()
            .map(one -> one.upstream().toString())
            .distinct()
            .collect(Collectors.joining(", ")),
        recording.description());
    tellDetectMode(settings, err);
    warnOfUnreachable(server, err);
  }

  /** What lets more pass than what is harmless should be known to whoever started it. */
  private static void tellDetectMode(ProxySettings settings, PrintWriter err) {
    List<String> routes =
        settings.routes().stream()
            .filter(route -> settings.tap().enabled() && !route.tap().isOff())
            .filter(route -> route.tap().mode() == Mode.DETECT)
            .map(route -> route.host() + route.pathPrefix())
            .toList();
    if (!routes.isEmpty()) {
      err.printf(
          "parallax proxy: sanitises in detect mode, which replaces only what it recognises: %s%n",
          String.join(", ", routes));
    }
  }

  static void warnOfUnreachable(ProxyServer server, PrintWriter err) {
    for (URI unreachable : server.unreachableUpstreams()) {
      err.printf(
          "parallax proxy: warning: upstream %s is not reachable: requests get 502 until it is%n",
          unreachable);
    }
  }

  /** The exit code. */
  private static int end(ProxyServer server, Recording recording, PrintWriter err) {
    int cut = 0;
    try {
      cut = server.drain().cutExchanges();
      server.close();
    } catch (RuntimeException e) {
      err.println("parallax proxy: did not end cleanly: " + e.getClass().getName());
    }
    recording.close();
    if (cut > 0) {
      err.printf("parallax proxy: %d exchanges did not end in time and were cut%n", cut);
    }
    err.println("parallax proxy: " + recording.summary());
    recording.advice().ifPresent(line -> err.println("parallax proxy: warning: " + line));
    costs(server.tapReport()).ifPresent(line -> err.println("parallax proxy: " + line));
    recording.left().ifPresent(line -> err.println("parallax proxy: " + line));
    recording.closeFault().ifPresent(fault -> err.println("parallax proxy: " + fault));
    err.flush();
    return recording.closeFault().isPresent() ? ExitCode.COULD_NOT_RUN : ExitCode.OK;
  }

  /** What recording cost; empty if too few requests were bypassed to tell. */
  private static Optional<String> costs(TapReport report) {
    return report
        .delay()
        .map(
            delay ->
                "recording took %.1f µs of processor time an exchange, and added %.0f µs to the median request (95 %%: %.0f to %.0f), beside %d that were bypassed"
                    .formatted(
                        report.cpuMicros(),
                        delay.medianNanos() / 1e3,
                        delay.lowNanos() / 1e3,
                        delay.highNanos() / 1e3,
                        delay.bypassed()));
  }

  /** When the process is told to stop, runs the end, and ends the process with its exit code. */
  private static CountDownLatch onSignal(IntSupplier end) {
    Thread hook =
        new Thread(
            () -> {
              // The JVM's own exit code after SIGTERM would be 143, though all went as asked.
              Runtime.getRuntime().halt(end.getAsInt());
            },
            "end");
    Runtime.getRuntime().addShutdownHook(hook);
    return new CountDownLatch(1);
  }
}
