package dev.parallax.cli.demo.shop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One shop, serving on a free port of the loopback address until it is closed. Idle connections
 * stay open, so that no client finds one closed that it was about to use.
 */
public final class Shop implements AutoCloseable {

  private static final int BACKLOG = 1024;

  private final ServerSocket server;
  private final Routes routes;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  private Shop(ServerSocket server, Routes routes) {
    this.server = server;
    this.routes = routes;
  }

  /** Answers as soon as this returns. */
  public static Shop start(Catalogue catalogue, Build build) throws IOException {
    ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Shop shop = new Shop(server, new Routes(catalogue, build));
    daemon("shop-accept", shop::accept);
    return shop;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.add(socket);
        if (server.isClosed()) {
          socket.close();
        }
        daemon("shop", new Connection(socket, routes, () -> connections.remove(socket)));
      }
    } catch (IOException closed) {
      // By close(), which is how it ends.
    }
  }

  private static void daemon(String name, Runnable task) {
    Thread.ofPlatform().name(name).daemon().start(task);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** {@code http://127.0.0.1:PORT}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Ends listening and all connections at once. */
  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : connections) {
      socket.close();
    }
  }
}
