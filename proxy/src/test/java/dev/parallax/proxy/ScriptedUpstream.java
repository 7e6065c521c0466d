package dev.parallax.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A server whose every byte the test decides: each accepted connection is handed to the test. */
final class ScriptedUpstream implements AutoCloseable {

  private final ServerSocket server;
  private final BlockingQueue<Wire> accepted = new LinkedBlockingQueue<>();
  private final List<Wire> all = new ArrayList<>();
  private final AtomicInteger count = new AtomicInteger();

  private final String scheme;
  private final @Nullable SSLContext context;
  private final Map<Wire, Socket> below = new ConcurrentHashMap<>();
  private volatile boolean requiresCertificates;

  ScriptedUpstream() throws IOException {
    this("http", null);
  }

  /** One that speaks TLS: each handshake is made as the test begins to read. */
  ScriptedUpstream(SSLContext context) throws IOException {
    this("https", context);
  }

  private ScriptedUpstream(String scheme, @Nullable SSLContext context) throws IOException {
    this.scheme = scheme;
    this.context = context;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        count.incrementAndGet();
        Wire wire = new Wire(context == null ? socket : secure(socket, context));
        below.put(wire, socket);
        accepted.add(wire);
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private Socket secure(Socket socket, SSLContext with) throws IOException {
    SSLSocket secure =
        (SSLSocket) with.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    secure.setUseClientMode(false);
    secure.setNeedClientAuth(requiresCertificates);
    return secure;
  }

  /** From the next connection on, over TLS. */
  void requireCertificates() {
    requiresCertificates = true;
  }

  /** Ends a connection as a crash would: without a word of TLS. */
  void breakOff(Wire wire) throws IOException {
    Objects.requireNonNull(below.get(wire)).close();
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  URI uri() {
    String host = scheme.equals("https") ? "localhost" : "127.0.0.1";
    return URI.create(scheme + "://" + host + ":" + server.getLocalPort());
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
