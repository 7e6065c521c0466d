package dev.parallax.replayer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A leg that reads one request per connection, and then does as it is told. */
final class RudeServer implements AutoCloseable {

  /** What is done with a connection once its request's head was read. */
  interface Manners {
    void answer(Socket socket, String requestLine) throws IOException, InterruptedException;
  }

  static final Manners RESET =
      (socket, line) -> {
        socket.setSoLinger(true, 0);
        socket.close();
      };

  static final Manners CLOSE = (socket, line) -> socket.close();

  static Manners says(String bytes) {
    return (socket, line) -> {
      write(socket, bytes);
      socket.shutdownOutput();
    };
  }

  static Manners saysAndHangs(String bytes) {
    return (socket, line) -> {
      write(socket, bytes);
      new CountDownLatch(1).await();
    };
  }

  private static void write(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger requests = new AtomicInteger();
  private final Manners manners;

  RudeServer(Manners manners) throws IOException {
    this.manners = manners;
    Thread.ofVirtual().start(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      String requestLine = reader.readLine();
      if (requestLine == null) {
        // A probe: connects, and says nothing.
        return;
      }
      for (String line = requestLine; line != null && !line.isEmpty(); line = reader.readLine()) {
        // Head only.
      }
      requests.incrementAndGet();
      manners.answer(socket, requestLine);
    } catch (IOException e) {
      if (!server.isClosed() && !socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
