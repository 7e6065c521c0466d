package dev.parallax.proxy;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How the proxy serves.
 *
 * @param listen where to listen; port 0 takes a free one
 * @param upstream {@code http://host[:port]} of the production server, without a path
 * @param maxBodyBytes of each body, the tap copies at most this much; what passes is not limited
 * @param connectTimeout to look the upstream's name up and open a connection; then 504
 * @param responseTimeout from a request's last byte to its response's head; then 504
 * @param idleTimeout after which a client is cut off that sends no request, stalls in sending one,
 *     or takes nothing of its response
 * @param upstreamIdleTimeout after which an unused upstream connection is closed. Should be shorter
 *     than the server's own: a request that meets the server's closing can't always be sent again
 * @param maxIdleUpstream unused upstream connections that are kept, over all event loops
 * @param drainTimeout how long exchanges in flight may take to end when the proxy stops
 * @param maxHeaderBytes of a request's or response's first line, and of its headers; then 414, 431
 *     or 502
 * @param maxConnections client connections served at a time; more get 503
 * @param eventLoops threads that serve
 * @param tapEnabled false: everything passes uncopied and is counted as such
 */
public record ProxySettings(
    InetSocketAddress listen,
    URI upstream,
    int maxBodyBytes,
    Duration connectTimeout,
    Duration responseTimeout,
    Duration idleTimeout,
    Duration upstreamIdleTimeout,
    int maxIdleUpstream,
    Duration drainTimeout,
    int maxHeaderBytes,
    int maxConnections,
    int eventLoops,
    boolean tapEnabled) {

  private static final Duration MAX_TIMEOUT = Duration.ofDays(1);

  public ProxySettings {
    if (!"http".equalsIgnoreCase(upstream.getScheme())
        || upstream.getHost() == null
        || upstream.getUserInfo() != null
        || upstream.getQuery() != null
        || upstream.getFragment() != null
        || !(upstream.getPath().isEmpty() || upstream.getPath().equals("/"))) {
      throw new IllegalArgumentException(
          "proxy.upstream: %s (expected: http://host[:port])".formatted(upstream));
    }
    requireAtLeast("maxBody", maxBodyBytes, 0);
    requireTimeout("connectTimeout", connectTimeout);
    requireTimeout("responseTimeout", responseTimeout);
    requireTimeout("idleTimeout", idleTimeout);
    requireTimeout("upstreamIdleTimeout", upstreamIdleTimeout);
    requireAtLeast("maxIdleUpstream", maxIdleUpstream, 0);
    requireTimeout("drainTimeout", drainTimeout);
    requireAtLeast("maxHeaderBytes", maxHeaderBytes, 256);
    requireAtLeast("maxConnections", maxConnections, 1);
    requireAtLeast("eventLoops", eventLoops, 1);
  }

  /** What suits a sidecar that nobody tuned. */
  public static ProxySettings defaults(InetSocketAddress listen, URI upstream) {
    return new ProxySettings(
        listen,
        upstream,
        1024 * 1024,
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        Duration.ofSeconds(75),
        // Below the 5 s of Node.js, the shortest default among common servers.
        Duration.ofSeconds(4),
        256,
        Duration.ofSeconds(30),
        32 * 1024,
        10_000,
        Runtime.getRuntime().availableProcessors(),
        true);
  }

  public ProxySettings withMaxBodyBytes(int maxBodyBytes) {
    return with(draft -> draft.maxBodyBytes = maxBodyBytes);
  }

  public ProxySettings withConnectTimeout(Duration connectTimeout) {
    return with(draft -> draft.connectTimeout = connectTimeout);
  }

  public ProxySettings withResponseTimeout(Duration responseTimeout) {
    return with(draft -> draft.responseTimeout = responseTimeout);
  }

  public ProxySettings withIdleTimeout(Duration idleTimeout) {
    return with(draft -> draft.idleTimeout = idleTimeout);
  }

  public ProxySettings withUpstreamIdleTimeout(Duration upstreamIdleTimeout) {
    return with(draft -> draft.upstreamIdleTimeout = upstreamIdleTimeout);
  }

  public ProxySettings withMaxIdleUpstream(int maxIdleUpstream) {
    return with(draft -> draft.maxIdleUpstream = maxIdleUpstream);
  }

  public ProxySettings withDrainTimeout(Duration drainTimeout) {
    return with(draft -> draft.drainTimeout = drainTimeout);
  }

  public ProxySettings withMaxHeaderBytes(int maxHeaderBytes) {
    return with(draft -> draft.maxHeaderBytes = maxHeaderBytes);
  }

  public ProxySettings withMaxConnections(int maxConnections) {
    return with(draft -> draft.maxConnections = maxConnections);
  }

  public ProxySettings withEventLoops(int eventLoops) {
    return with(draft -> draft.eventLoops = eventLoops);
  }

  public ProxySettings withTapEnabled(boolean tapEnabled) {
    return with(draft -> draft.tapEnabled = tapEnabled);
  }

  /** The upstream's host and port, its name not looked up. */
  InetSocketAddress upstreamAddress() {
    String host = upstream.getHost();
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
    }
    return InetSocketAddress.createUnresolved(
        host, upstream.getPort() < 0 ? 80 : upstream.getPort());
  }

  /**
   * @param name the user's key in section {@code proxy}
   */
  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "proxy.%s: %d (expected: >= %d)".formatted(name, value, least));
    }
  }

  private static void requireTimeout(String name, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "proxy.%s: %s (expected: > 0 and <= %s)".formatted(name, value, MAX_TIMEOUT));
    }
  }

  private ProxySettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.toSettings();
  }

  /** All fields but the two that make the proxy what it is, open to change. */
  private static final class Draft {

    private final InetSocketAddress listen;
    private final URI upstream;
    private int maxBodyBytes;
    private Duration connectTimeout;
    private Duration responseTimeout;
    private Duration idleTimeout;
    private Duration upstreamIdleTimeout;
    private int maxIdleUpstream;
    private Duration drainTimeout;
    private int maxHeaderBytes;
    private int maxConnections;
    private int eventLoops;
    private boolean tapEnabled;

    Draft(ProxySettings from) {
      listen = from.listen;
      upstream = from.upstream;
      maxBodyBytes = from.maxBodyBytes;
      connectTimeout = from.connectTimeout;
      responseTimeout = from.responseTimeout;
      idleTimeout = from.idleTimeout;
      upstreamIdleTimeout = from.upstreamIdleTimeout;
      maxIdleUpstream = from.maxIdleUpstream;
      drainTimeout = from.drainTimeout;
      maxHeaderBytes = from.maxHeaderBytes;
      maxConnections = from.maxConnections;
      eventLoops = from.eventLoops;
      tapEnabled = from.tapEnabled;
    }

    ProxySettings toSettings() {
      return new ProxySettings(
          listen,
          upstream,
          maxBodyBytes,
          connectTimeout,
          responseTimeout,
          idleTimeout,
          upstreamIdleTimeout,
          maxIdleUpstream,
          drainTimeout,
          maxHeaderBytes,
          maxConnections,
          eventLoops,
          tapEnabled);
    }
  }
}
