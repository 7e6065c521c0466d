package dev.parallax.replayer.send;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import java.util.HashMap;
import java.util.Map;

/** What is known of the open connections to a leg. Confined to the leg's event loop. */
final class Connections {

  private final Map<HttpConnection, Long> openedNanos = new HashMap<>();

  /** Of those that the leg is ending: the last stream that it processes. */
  private final Map<HttpConnection, Integer> lastStreams = new HashMap<>();

  void opened(HttpConnection connection) {
    openedNanos.put(connection, System.nanoTime());
    if (connection.protocolVersion() == HttpVersion.HTTP_2) {
      // Noted as it comes: what the end's exception has of it may not be read any more.
      connection.goAwayHandler(end -> lastStreams.put(connection, end.getLastStreamId()));
    }
    connection.closeHandler(
        closed -> {
          openedNanos.remove(connection);
          lastStreams.remove(connection);
        });
    // Without a handler it is logged, with what the leg sent. Attempts see it too.
    connection.exceptionHandler(seen -> {});
  }

  /** Whether one is open that several exchanges share, so that there may be a wait for a place. */
  boolean areAnyShared() {
    return openedNanos.keySet().stream()
        .anyMatch(connection -> connection.protocolVersion() == HttpVersion.HTTP_2);
  }

  /** Whether a connection was open at that time already. */
  boolean wasOpen(HttpConnection connection, long nanos) {
    return openedNanos.getOrDefault(connection, nanos) < nanos;
  }

  /** How long a connection has been open of the time since. */
  long waitedNanos(HttpConnection connection, long sinceNanos) {
    long now = System.nanoTime();
    return now - Math.max(sinceNanos, openedNanos.getOrDefault(connection, now));
  }

  /** Whether the leg has said that it processes only what came before that request. */
  boolean isBehindTheLast(HttpClientRequest request) {
    Integer last = lastStreams.get(request.connection());
    return last != null && request.streamId() > last;
  }
}
