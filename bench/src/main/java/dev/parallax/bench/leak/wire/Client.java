package dev.parallax.bench.leak.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parallax.bench.leak.place.Framing;
import dev.parallax.bench.leak.place.Planned;
import dev.parallax.bench.leak.place.Planned.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends exchanges through the proxy, over one connection as long as it lasts. One thread. */
final class Client implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 10_000;
  private static final byte[] BEFORE =
      "GET /orders HTTP/1.1\r\nHost: shop.invalid\r\n\r\n".getBytes(US_ASCII);

  private final int port;
  private @Nullable Socket socket;
  private @Nullable HttpReader responses;

  Client(int port) {
    this.port = port;
  }

  /**
   * @return the status of the answer; 0 if there was none
   */
  int send(Plant plant) throws IOException {
    Planned planned = plant.planned();
    Socket at = socket == null ? connect() : socket;
    OutputStream out = at.getOutputStream();
    byte[] request =
        planned
            .requestFraming()
            .bytes(
                planned.request(),
                List.of("Host: shop.invalid", Plant.HEADER + ": " + plant.tag()));
    try {
      if (planned.delivery() == Delivery.PIPELINED) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(BEFORE);
        both.writeBytes(request);
        out.write(both.toByteArray());
        answer();
      } else {
        Segments.write(out, request, planned.delivery());
      }
      if (planned.requestFraming() == Framing.SHORT) {
        close();
        return 0;
      }
      return answer();
    } catch (IOException e) {
      close();
      return 0;
    }
  }

  private int answer() throws IOException {
    HttpReader from = responses;
    HttpReader.Read read = from == null ? null : from.next();
    while (from != null && read != null && read.status() < 200) {
      read = from.next();
    }
    if (read == null) {
      throw new IOException("no answer");
    }
    boolean closes =
        !read.whole()
            || "close".equalsIgnoreCase(read.header("connection"))
            || (read.header("content-length") == null && read.header("transfer-encoding") == null);
    if (closes) {
      close();
    }
    return read.status();
  }

  private Socket connect() throws IOException {
    Socket fresh = new Socket(InetAddress.getLoopbackAddress(), port);
    fresh.setTcpNoDelay(true);
    fresh.setSoTimeout(TIMEOUT_MILLIS);
    socket = fresh;
    responses = new HttpReader(fresh.getInputStream());
    return fresh;
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
    }
    socket = null;
    responses = null;
  }
}
