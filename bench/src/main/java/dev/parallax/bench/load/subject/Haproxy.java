package dev.parallax.bench.load.subject;

/** HAProxy in one thread, with keep-alive to the origin and without logs. */
final class Haproxy {

  private Haproxy() {}

  static String config(int port, int origin, int maxConnections) {
    return """
        global
          nbthread 1
          maxconn %3$d
        defaults
          mode http
          timeout connect 5s
          timeout client 75s
          timeout server 60s
          http-reuse always
        frontend clients
          bind 127.0.0.1:%1$d backlog 4096
          default_backend origin
        backend origin
          server origin 127.0.0.1:%2$d
        """
        .formatted(port, origin, maxConnections);
  }
}
