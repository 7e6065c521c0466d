package dev.parallax.proxy;

import dev.parallax.proxy.StrictRequestReader.Request;
import dev.parallax.proxy.StrictRequestReader.Violation;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that takes nothing but strictly valid requests, notes each whole one, then answers it.
 * Its connections stay open until the proxy closes them.
 */
final class StrictUpstream implements AutoCloseable {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final ServerSocket server;
  private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unfinished = new AtomicInteger();
  private final ConcurrentLinkedQueue<Thread> serving = new ConcurrentLinkedQueue<>();

  StrictUpstream() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** The whole requests that arrived since the last call. */
  List<Request> take() {
    List<Request> taken = new ArrayList<>();
    for (Request next = requests.poll(); next != null; next = requests.poll()) {
      taken.add(next);
    }
    return taken;
  }

  /** What arrived that was not a valid request. */
  List<String> violations() {
    return List.copyOf(violations);
  }

  /** Connections that ended within a request. */
  int unfinished() {
    return unfinished.get();
  }

  /** Waits until all was read that the proxy wrote: call it when the proxy is closed. */
  void join() throws InterruptedException {
    for (Thread thread : serving) {
      // Whether the proxy closes each of its connections when it stops is for other tests to say.
      var _ = thread.join(Duration.ofSeconds(2));
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        serving.add(Thread.ofVirtual().start(() -> serve(socket)));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      StrictRequestReader reader =
          new StrictRequestReader(new BufferedInputStream(socket.getInputStream()), true);
      for (Request next = reader.next(); next != null; next = reader.next()) {
        requests.add(next);
        boolean head = next.method().equals("HEAD");
        String answer = head ? OK.substring(0, OK.length() - 2) : OK;
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (EOFException e) {
      unfinished.incrementAndGet();
    } catch (Violation e) {
      violations.add(e.getMessage());
    } catch (IOException e) {
      // Reset: the proxy closed with our answer unread.
    }
  }
}
