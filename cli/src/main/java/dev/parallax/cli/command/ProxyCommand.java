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
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;
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

  @Mixin private final LimitOptions limits = new LimitOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    CommandLine commandLine = Invocation.commandLine(spec);
    PrintWriter err = commandLine.getErr();
    ProxySettings settings = settings();
    Recording recording = record.start(sanitise, settings.upstream(), commandLine);
    ProxyServer server = start(settings, recording);
    CountDownLatch ended = onSignal(() -> end(server, recording, err));
    announce(server, settings, recording, err);
    ended.await();
    return ExitCode.OK;
  }

  private ProxySettings settings() {
    if (leadsBack(Invocation.required(listen), Invocation.required(upstream))) {
      throw CliException.usage(
          "proxy.upstream: %s is where the proxy itself would listen".formatted(upstream));
    }
    try {
      return limits
          .applyTo(
              ProxySettings.defaults(Invocation.required(listen), Invocation.required(upstream)))
          .withMaxBodyBytes(Math.toIntExact(Math.min(maxBody.bytes(), Integer.MAX_VALUE)))
          .withTapEnabled(record.records());
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  private static boolean leadsBack(InetSocketAddress listen, URI upstream) {
    InetSocketAddress server =
        new InetSocketAddress(upstream.getHost(), upstream.getPort() < 0 ? 80 : upstream.getPort());
    return listen.getPort() == server.getPort()
        && !listen.isUnresolved()
        && !server.isUnresolved()
        && (listen.getAddress().equals(server.getAddress())
            || (listen.getAddress().isAnyLocalAddress()
                && server.getAddress().isLoopbackAddress()));
  }

  private static ProxyServer start(ProxySettings settings, Recording recording) {
    try {
      return ProxyServer.start(settings, recording.capture());
    } catch (IOException e) {
      recording.discard();
      throw CliException.couldNotRun(e);
    }
  }

  private static void announce(
      ProxyServer server, ProxySettings settings, Recording recording, PrintWriter err) {
    err.printf(
        "parallax proxy: listening on http://%s:%d, upstream %s, %s%n",
        settings.listen().getHostString(),
        server.address().getPort(),
        settings.upstream(),
        recording.description());
    if (!server.upstreamReachable()) {
      err.printf(
          "parallax proxy: warning: upstream %s is not reachable: requests get 502 until it is%n",
          settings.upstream());
    }
  }

  /** The exit code. */
  private static int end(ProxyServer server, Recording recording, PrintWriter err) {
    int cut = server.drain().cutExchanges();
    server.close();
    recording.close();
    if (cut > 0) {
      err.printf("parallax proxy: %d exchanges did not end in time and were cut%n", cut);
    }
    err.println("parallax proxy: " + recording.summary());
    recording.closeFault().ifPresent(fault -> err.println("parallax proxy: " + fault));
    err.flush();
    return recording.closeFault().isPresent() ? ExitCode.COULD_NOT_RUN : ExitCode.OK;
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
