package dev.parallax.proxy;

/**
 * How much the proxy takes on.
 *
 * @param maxHeaderBytes of a request's or response's first line, and of its headers; then 414, 431
 *     or 502
 * @param maxConnections client connections served at a time; more get 503
 * @param maxUpstreamConnections to each upstream at a time; a request beyond it waits
 * @param maxPending requests that wait for a connection to one upstream; more get 503
 * @param maxIdleUpstream unused connections to each upstream that are kept
 * @param minBodyRate bytes per second, counted from a body's start and after the idle timeout,
 *     below which a client's body is taken for an attack; then 408. 0 for no such limit
 */
public record Limits(
    int maxHeaderBytes,
    int maxConnections,
    int maxUpstreamConnections,
    int maxPending,
    int maxIdleUpstream,
    int minBodyRate) {

  public Limits {
    require("maxHeaderBytes", maxHeaderBytes, 256);
    require("maxConnections", maxConnections, 1);
    require("maxUpstreamConnections", maxUpstreamConnections, 1);
    require("maxPending", maxPending, 0);
    require("maxIdleUpstream", maxIdleUpstream, 0);
    require("minBodyRate", minBodyRate, 0);
  }

  /**
   * Nothing is refused that the server behind would have taken, up to 10,000 connections. What many
   * streams of HTTP/2 need at a time is kept for the next time: it closes soon when it is not used.
   */
  public static Limits defaults() {
    return new Limits(32 * 1024, 10_000, 10_000, 1_000, 4_096, 128);
  }

  private static void require(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "proxy.%s: %d (expected: >= %d)".formatted(name, value, least));
    }
  }
}
