package dev.parallax.bench.leak.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parallax.bench.leak.place.Message;
import dev.parallax.bench.leak.place.Planned;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The server behind the proxy: answers each exchange what was planned, and tapes both sides. */
public final class Origin implements AutoCloseable {

  private static final byte[] OK =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII);

  private final ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
  private final Map<String, Planned> planned = new ConcurrentHashMap<>();
  private final Tape tape;

  public Origin(Tape tape) throws IOException {
    this.tape = tape;
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  void expect(Plant plant) {
    planned.put(plant.tag(), plant.planned());
  }

  void forget(Plant plant) {
    planned.remove(plant.tag());
  }

  /** Tapes an upload that was aborted: what comes of it depends on when the reset does. */
  void mayNotHaveSeen(Plant plant) {
    Message request = plant.planned().request();
    tape.append(
        plant.tag(), plant.planned().requestFraming().bytes(request, List.of()), request.body());
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      HttpReader requests = new HttpReader(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (HttpReader.Read request = requests.next(); request != null; request = requests.next()) {
        String tag = request.header(Plant.HEADER);
        Planned plan = tag == null ? null : planned.get(tag);
        if (tag == null || plan == null) {
          out.write(OK);
          continue;
        }
        tape.append(tag, request.bytes(), request.body());
        if (!request.whole()) {
          return;
        }
        byte[] answer = plan.responseFraming().bytes(plan.response(), List.of());
        tape.append(tag, answer, plan.response().body());
        Segments.write(out, answer, plan.delivery());
        if (!plan.responseFraming().keepsAlive()) {
          return;
        }
      }
    } catch (IOException gone) {
      // The proxy ended the connection, as it does when a client has gone.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
