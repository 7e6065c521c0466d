package dev.parallax.cli.command;

import dev.parallax.proxy.Limits;
import dev.parallax.proxy.TransportChoice;
import picocli.CommandLine.Option;

/** How much a proxy takes on, and with how much. */
final class LimitOptions {

  @Option(
      names = "--max-connections",
      descriptionKey = "proxy.maxConnections",
      defaultValue = "10000",
      paramLabel = "N",
      description =
          "Client connections served at a time; 128 more get 503, the rest are closed. Default: 10000.")
  private int maxConnections = 10_000;

  @Option(
      names = "--max-upstream-connections",
      descriptionKey = "proxy.maxUpstreamConnections",
      defaultValue = "10000",
      paramLabel = "N",
      description =
          "To each upstream, in even shares for each event loop; a request beyond waits for a free one."
              + " Default: 10000.")
  private int maxUpstreamConnections = 10_000;

  @Option(
      names = "--max-pending",
      descriptionKey = "proxy.maxPending",
      defaultValue = "1000",
      paramLabel = "N",
      description =
          "Requests that wait for a free upstream connection, more get 503. Default: 1000.")
  private int maxPending = 1_000;

  @Option(
      names = "--max-idle-upstream",
      descriptionKey = "proxy.maxIdleUpstream",
      defaultValue = "4096",
      paramLabel = "N",
      description = "Unused connections that are kept to each upstream. Default: 4096.")
  private int maxIdleUpstream = 4096;

  @Option(
      names = "--max-header-bytes",
      descriptionKey = "proxy.maxHeaderBytes",
      defaultValue = "32768",
      paramLabel = "N",
      description = "Of a first line, and of all headers; then 414 or 431. Default: 32768.")
  private int maxHeaderBytes = 32_768;

  @Option(
      names = "--min-body-rate",
      descriptionKey = "proxy.minBodyRate",
      defaultValue = "128",
      paramLabel = "N",
      description =
          "Bytes per second that a request's body must come at once the idle timeout is over, else"
              + " 408; 0 for any. Default: 128.")
  private int minBodyRate = 128;

  @Option(
      names = "--event-loops",
      descriptionKey = "proxy.eventLoops",
      paramLabel = "N",
      description = "Threads that serve. Default: one for each processor.")
  private int eventLoops = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--transport",
      descriptionKey = "proxy.transport",
      defaultValue = "auto",
      paramLabel = "TRANSPORT",
      description =
          "How sockets are driven: io_uring, epoll, nio, or auto for the first of these that the machine"
              + " offers. Default: auto.")
  private TransportChoice transport = TransportChoice.AUTO;

  /**
   * @throws IllegalArgumentException naming the key
   */
  Limits limits() {
    return new Limits(
        maxHeaderBytes,
        maxConnections,
        maxUpstreamConnections,
        maxPending,
        maxIdleUpstream,
        minBodyRate);
  }

  int eventLoops() {
    return eventLoops;
  }

  TransportChoice transport() {
    return transport;
  }
}
