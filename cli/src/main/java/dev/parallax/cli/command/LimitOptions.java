package dev.parallax.cli.command;

import dev.parallax.proxy.ProxySettings;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a proxy waits for others, and how much it takes on. */
final class LimitOptions {

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

  ProxySettings applyTo(ProxySettings settings) {
    return settings
        .withConnectTimeout(connectTimeout)
        .withResponseTimeout(responseTimeout)
        .withIdleTimeout(idleTimeout)
        .withUpstreamIdleTimeout(upstreamIdleTimeout)
        .withDrainTimeout(drainTimeout)
        .withMaxConnections(maxConnections)
        .withMaxIdleUpstream(maxIdleUpstream)
        .withMaxHeaderBytes(maxHeaderBytes)
        .withEventLoops(eventLoops);
  }
}
