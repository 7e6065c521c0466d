package dev.parallax.bench.load.subject;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Waits until a process that was just started answers a request with 200. */
final class FirstAnswer {

  private static final int LIMIT_SECONDS = 30;
  private static final String STATUS = "HTTP/1.1 200 ";
  private static final byte[] REQUEST =
      "GET /api/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private FirstAnswer() {}

  static void await(int port, Process process) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (System.nanoTime() < deadline && process.isAlive()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        answer(socket);
        return;
      } catch (java.net.ConnectException notYet) {
        pause();
      }
    }
    throw new IOException(
        process.isAlive() ? "not within %d s".formatted(LIMIT_SECONDS) : "it has ended");
  }

  private static void answer(Socket socket) throws IOException {
    socket.getOutputStream().write(REQUEST);
    String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    if (!answer.startsWith(STATUS)) {
      throw new IOException("answered: " + answer.lines().findFirst().orElse("nothing"));
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
