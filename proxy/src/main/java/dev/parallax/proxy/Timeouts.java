package dev.parallax.proxy;

import java.time.Duration;

/**
 * How long the proxy waits for others. Each is above 0 and at most a day.
 *
 * @param connect to look the upstream's name up and open a connection, or to wait for a free one
 * @param header from a request's first byte to the end of its head; then 408
 * @param response from a request's last byte to its response's head; then 504
 * @param idle after which a client is cut off that sends no request, stalls in sending one, or
 *     takes nothing of its response
 * @param stream after which a response under way, or a tunnel, is cut in which nothing moves
 * @param total from a request's first byte to the end of its response; then 504, or the response is
 *     cut. A day is as good as none: also of the others none is that long
 * @param upstreamIdle after which an unused upstream connection is closed. Should be shorter than
 *     the server's own: a request that meets the server's closing can't always be sent again
 * @param upstreamAge after which an upstream connection is not used again, so that a name that
 *     moved is followed
 * @param drain how long exchanges in flight may take to end when the proxy stops
 */
public record Timeouts(
    Duration connect,
    Duration header,
    Duration response,
    Duration idle,
    Duration stream,
    Duration total,
    Duration upstreamIdle,
    Duration upstreamAge,
    Duration drain) {

  private static final Duration MAX = Duration.ofDays(1);

  public Timeouts {
    require("connectTimeout", connect);
    require("headerTimeout", header);
    require("responseTimeout", response);
    require("idleTimeout", idle);
    require("streamTimeout", stream);
    require("totalTimeout", total);
    require("upstreamIdleTimeout", upstreamIdle);
    require("upstreamAge", upstreamAge);
    require("drainTimeout", drain);
  }

  /** What suits a sidecar that nobody tuned. */
  public static Timeouts defaults() {
    return new Timeouts(
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(75),
        Duration.ofHours(1),
        MAX,
        // Below the 5 s of Node.js, the shortest default among common servers.
        Duration.ofSeconds(4),
        Duration.ofMinutes(5),
        Duration.ofSeconds(20));
  }

  /** Whether exchanges are limited as a whole. */
  boolean limitsTotal() {
    return total.compareTo(MAX) < 0;
  }

  private static void require(String name, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          "proxy.%s: %s (expected: > 0 and <= %s)".formatted(name, value, MAX));
    }
  }
}
