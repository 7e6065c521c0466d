package dev.parallax.cli.broker;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * The two loopback ports of a broker, free when they were picked: its clients', and the one on
 * which its controller talks to itself. Kafka must know both before it opens them.
 */
record Ports(int clients, int controller) {

  /**
   * Picks both, or the controller's only.
   *
   * @param wanted the clients' port, or 0 for any
   * @throws IOException if the wanted port is in use
   */
  static Ports pick(int wanted) throws IOException {
    try (ServerSocket clients = open(wanted);
        ServerSocket controller = open(0)) {
      return new Ports(clients.getLocalPort(), controller.getLocalPort());
    }
  }

  private static ServerSocket open(int port) throws IOException {
    try {
      return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    } catch (BindException e) {
      throw new IOException(
          "%s:%d: cannot listen: %s (expected: a free port)"
              .formatted(BrokerSettings.HOST, port, e.getMessage()),
          e);
    }
  }
}
