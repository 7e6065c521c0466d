package dev.parallax.proxy.upstream;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of HTTP/2 of one event loop to one upstream. The oldest that has room is used
 * first, so that those not needed become idle and close. Confined to the event loop.
 */
final class SharedConnections {

  private final List<Http2UpstreamConnection> all = new ArrayList<>();

  void add(Http2UpstreamConnection connection) {
    all.add(connection);
  }

  void remove(Http2UpstreamConnection connection) {
    all.remove(connection);
  }

  /** One that a further exchange may use; null if there is none. */
  @Nullable Http2UpstreamConnection withRoom() {
    for (Http2UpstreamConnection connection : all) {
      if (connection.hasRoom()) {
        return connection;
      }
    }
    return null;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** How many serve nobody. */
  int idle() {
    return (int) all.stream().filter(Http2UpstreamConnection::isIdle).count();
  }

  /** No exchange may use one any more: each closes when those that do have ended. */
  void retire() {
    List.copyOf(all).forEach(Http2UpstreamConnection::leave);
  }

  /** Closes those that have been idle for so long, or may not be used again. */
  void sweep(long nowNanos, long timeoutNanos) {
    for (Http2UpstreamConnection connection : List.copyOf(all)) {
      boolean spent =
          nowNanos - connection.idleSinceNanos() >= timeoutNanos || !connection.isUsable();
      if (connection.isIdle() && spent) {
        connection.close();
      }
    }
  }
}
