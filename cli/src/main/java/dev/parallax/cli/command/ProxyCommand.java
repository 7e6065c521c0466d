package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.ExitCode;
import dev.parallax.cli.config.Values.ByteSize;
import dev.parallax.proxy.ProxyServer;
import dev.parallax.proxy.ProxySettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
            + " when what is in flight has ended.")
public final class ProxyCommand implements Callable<Integer> {

  @Option(
      names = "--listen",
      descriptionKey = "proxy.listen",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Where clients connect; port 0 takes a free one.")
  private @Nullable InetSocketAddress listen;

  @Option(
      names = "--upstream",
      descriptionKey = "proxy.upstream",
      required = true,
      paramLabel = "URL",
      description = "The server behind: http://HOST:PORT.")
  private @Nullable URI upstream;

  @Mixin private final RecordOptions record = new RecordOptions();

  @Mixin private final SanitiseOptions sanitise = new SanitiseOptions();

  @Option(
      names = "--max-body",
      descriptionKey = "proxy.maxBody",
      defaultValue = "1MiB",
      paramLabel = "SIZE",
      description = "How much of each body is recorded; what passes is not limited. Default: 1MiB.")
  private ByteSize maxBody = new ByteSize(1 << 20);

  @Option(
      names = "--connect-timeout",
      descriptionKey = "proxy.connectTimeout",
      defaultValue = "5s",
      paramLabel = "TIME",
      description = "To open an upstream connection, then 504. Default: 5s.")
  private Duration connectTimeout = Duration.ofSeconds(5);

  @Option(
      names = "--response-timeout",
      descriptionKey = "proxy.responseTimeout",
      defaultValue = "60s",
      paramLabel = "TIME",
      description = "From a request's end to its response's head, then 504. Default: 60s.")
  private Duration responseTimeout = Duration.ofSeconds(60);

  @Option(
      names = "--drain-timeout",
      descriptionKey = "proxy.drainTimeout",
      defaultValue = "20s",
      paramLabel = "TIME",
      description = "How long exchanges in flight may take when the proxy ends. Default: 20s.")
  private Duration drainTimeout = Duration.ofSeconds(20);

  @Option(
      names = "--max-connections",
      descriptionKey = "proxy.maxConnections",
      defaultValue = "10000",
      paramLabel = "N",
      description = "Client connections served at a time, more get 503. Default: 10000.")
  private int maxConnections = 10_000;

  @Option(
      names = "--idle-timeout",
      descriptionKey = "proxy.idleTimeout",
      defaultValue = "75s",
      paramLabel = "TIME",
      description = "Cuts off clients that send or take nothing for so long. Default: 75s.")
  private Duration idleTimeout = Duration.ofSeconds(75);

  @Option(
      names = "--upstream-idle-timeout",
      descriptionKey = "proxy.upstreamIdleTimeout",
      defaultValue = "4s",
      paramLabel = "TIME",
      description =
          "Closes unused upstream connections; should be shorter than the server's own. Default: 4s.")
  private Duration upstreamIdleTimeout = Duration.ofSeconds(4);

  @Option(
      names = "--max-idle-upstream",
      descriptionKey = "proxy.maxIdleUpstream",
      defaultValue = "256",
      paramLabel = "N",
      description = "Unused upstream connections that are kept. Default: 256.")
  private int maxIdleUpstream = 256;

  @Option(
      names = "--max-header-bytes",
      descriptionKey = "proxy.maxHeaderBytes",
      defaultValue = "32768",
      paramLabel = "N",
      description = "Of a first line, and of all headers; then 414 or 431. Default: 32768.")
  private int maxHeaderBytes = 32_768;

  @Option(
      names = "--event-loops",
      descriptionKey = "proxy.eventLoops",
      paramLabel = "N",
      description = "Threads that serve. Default: one for each processor.")
  private int eventLoops = Runtime.getRuntime().availableProcessors();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    CommandLine commandLine = Invocation.commandLine(spec);
    PrintWriter err = commandLine.getErr();
    ProxySettings settings = settings();
    Recording recording =
        record.start(
            sanitise.sanitiser(Invocation.settings(commandLine)), settings.upstream(), commandLine);
    ProxyServer server = start(settings, recording);
    CountDownLatch ended = endOnSignal(() -> end(server, recording, err));
    announce(server, settings, recording, err);
    ended.await();
    return ExitCode.OK;
  }

  private ProxySettings settings() {
    try {
      return ProxySettings.defaults(Invocation.required(listen), Invocation.required(upstream))
          .withMaxBodyBytes(Math.toIntExact(Math.min(maxBody.bytes(), Integer.MAX_VALUE)))
          .withConnectTimeout(connectTimeout)
          .withResponseTimeout(responseTimeout)
          .withDrainTimeout(drainTimeout)
          .withMaxConnections(maxConnections)
          .withIdleTimeout(idleTimeout)
          .withUpstreamIdleTimeout(upstreamIdleTimeout)
          .withMaxIdleUpstream(maxIdleUpstream)
          .withMaxHeaderBytes(maxHeaderBytes)
          .withEventLoops(eventLoops)
          .withTapEnabled(record.records());
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  private static ProxyServer start(ProxySettings settings, Recording recording) {
    try {
      return ProxyServer.start(settings, recording.capture());
    } catch (IOException e) {
      recording.close();
      throw CliException.couldNotRun(e);
    }
  }

  private static void announce(
      ProxyServer server, ProxySettings settings, Recording recording, PrintWriter err) {
    err.printf(
        "parallax proxy: listening on http://%s:%d, upstream %s, %s%n",
        server.address().getHostString(),
        server.address().getPort(),
        settings.upstream(),
        recording.description());
    if (!server.upstreamReachable()) {
      err.printf(
          "parallax proxy: warning: upstream %s is not reachable: requests get 502 until it is%n",
          settings.upstream());
    }
  }

  private static void end(ProxyServer server, Recording recording, PrintWriter err) {
    int cut = server.drain().cutExchanges();
    server.close();
    recording.close();
    if (cut > 0) {
      err.printf("parallax proxy: %d exchanges did not end in time and were cut%n", cut);
    }
    err.println("parallax proxy: " + recording.summary());
    err.flush();
  }

  /** Runs the end when the process is told to stop, and then ends it with exit code 0. */
  private static CountDownLatch endOnSignal(Runnable end) {
    Thread hook =
        new Thread(
            () -> {
              end.run();
              // The JVM's own exit code after SIGTERM would be 143, though all went as asked.
              Runtime.getRuntime().halt(ExitCode.OK);
            },
            "end");
    Runtime.getRuntime().addShutdownHook(hook);
    return new CountDownLatch(1);
  }
}
