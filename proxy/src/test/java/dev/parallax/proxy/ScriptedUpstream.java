package dev.parallax.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server whose every byte the test decides: each accepted connection is handed to the test. */
final class ScriptedUpstream implements AutoCloseable {

  private final ServerSocket server;
  private final BlockingQueue<Wire> accepted = new LinkedBlockingQueue<>();
  private final List<Wire> all = new ArrayList<>();
  private final AtomicInteger count = new AtomicInteger();

  ScriptedUpstream() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        count.incrementAndGet();
        accepted.add(new Wire(socket));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** The next connection of the proxy. */
  Wire next() throws InterruptedException {
    Wire wire = accepted.poll(10, TimeUnit.SECONDS);
    if (wire == null) {
      throw new AssertionError("the proxy did not connect");
    }
    all.add(wire);
    return wire;
  }

  /** What is done with a connection until it ends. */
  interface Service {
    void serve(Wire wire) throws IOException;
  }

  /** Serves each connection from now on by itself; {@link #next} gives none any more. */
  void serveEach(Service service) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  Wire wire = accepted.take();
                  Thread.ofVirtual().start(() -> serve(wire, service));
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static void serve(Wire wire, Service service) {
    try (wire) {
      service.serve(wire);
    } catch (IOException e) {
      // The proxy ended it, which is its right.
    }
  }

  int connections() {
    return count.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Wire wire : all) {
      wire.close();
    }
  }
}
