package dev.parallax.cli.command;

import dev.parallax.proxy.Timeouts;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a proxy waits for others. */
final class TimeoutOptions {

  @Option(
      names = "--connect-timeout",
      descriptionKey = "proxy.connectTimeout",
      defaultValue = "5s",
      paramLabel = "TIME",
      description = "To open an upstream connection, or to wait for a free one. Default: 5s.")
  private Duration connect = Duration.ofSeconds(5);

  @Option(
      names = "--header-timeout",
      descriptionKey = "proxy.headerTimeout",
      defaultValue = "30s",
      paramLabel = "TIME",
      description =
          "From a request's first byte to the end of its headers, then 408. Default: 30s.")
  private Duration header = Duration.ofSeconds(30);

  @Option(
      names = "--response-timeout",
      descriptionKey = "proxy.responseTimeout",
      defaultValue = "60s",
      paramLabel = "TIME",
      description = "From a request's end to its response's head, then 504. Default: 60s.")
  private Duration response = Duration.ofSeconds(60);

  @Option(
      names = "--idle-timeout",
      descriptionKey = "proxy.idleTimeout",
      defaultValue = "75s",
      paramLabel = "TIME",
      description = "Cuts off clients that send or take nothing for so long. Default: 75s.")
  private Duration idle = Duration.ofSeconds(75);

  @Option(
      names = "--stream-timeout",
      descriptionKey = "proxy.streamTimeout",
      defaultValue = "1h",
      paramLabel = "TIME",
      description = "Cuts a response under way, or a tunnel, in which nothing moves. Default: 1h.")
  private Duration stream = Duration.ofHours(1);

  @Option(
      names = "--total-timeout",
      descriptionKey = "proxy.totalTimeout",
      defaultValue = "24h",
      paramLabel = "TIME",
      description = "For a request and its response in all. Default: 24h, which is no limit.")
  private Duration total = Duration.ofHours(24);

  @Option(
      names = "--upstream-idle-timeout",
      descriptionKey = "proxy.upstreamIdleTimeout",
      defaultValue = "4s",
      paramLabel = "TIME",
      description =
          "Closes unused upstream connections; should be shorter than the server's own. Default: 4s.")
  private Duration upstreamIdle = Duration.ofSeconds(4);

  @Option(
      names = "--upstream-age",
      descriptionKey = "proxy.upstreamAge",
      defaultValue = "5m",
      paramLabel = "TIME",
      description =
          "Uses an upstream connection no longer than this, so that a name that moved is followed."
              + " Default: 5m.")
  private Duration upstreamAge = Duration.ofMinutes(5);

  @Option(
      names = "--drain-timeout",
      descriptionKey = "proxy.drainTimeout",
      defaultValue = "20s",
      paramLabel = "TIME",
      description = "How long exchanges in flight may take when the proxy ends. Default: 20s.")
  private Duration drain = Duration.ofSeconds(20);

  /**
   * @throws IllegalArgumentException naming the key
   */
  Timeouts timeouts() {
    return new Timeouts(
        connect, header, response, idle, stream, total, upstreamIdle, upstreamAge, drain);
  }
}
