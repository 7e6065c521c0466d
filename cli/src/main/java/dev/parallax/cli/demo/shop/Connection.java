package dev.parallax.cli.demo.shop;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;

/** One client: its requests in order, each answered before the next is read. On its own thread. */
final class Connection implements Runnable {

  private final Socket socket;
  private final Routes routes;
  private final Runnable closed;

  /**
   * @param socket closed at the end
   * @param closed told at the end
   */
  Connection(Socket socket, Routes routes, Runnable closed) {
    this.socket = socket;
    this.routes = routes;
    this.closed = closed;
  }

  @Override
  public void run() {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream()) {
      socket.setTcpNoDelay(true);
      boolean open = true;
      while (open) {
        open = exchange(in, out);
      }
    } catch (IOException gone) {
      // A client that leaves has no answer to wait for.
    } finally {
      closed.run();
    }
  }

  /** Whether another may follow. */
  private boolean exchange(InputStream in, OutputStream out) throws IOException {
    Optional<Asked> next;
    try {
      next = Wire.read(in);
    } catch (BadRequest e) {
      Answer refusal = Answer.error(400, String.valueOf(e.getMessage()));
      out.write(Wire.bytes(refusal, true, true));
      // Closed with input unread, the connection would be reset, and the answer lost.
      socket.shutdownOutput();
      in.transferTo(OutputStream.nullOutputStream());
      return false;
    }
    if (next.isEmpty()) {
      return false;
    }
    Asked asked = next.get();
    boolean body = !asked.method().equals("HEAD");
    out.write(Wire.bytes(routes.answer(asked), body, asked.closes()));
    return !asked.closes();
  }
}
