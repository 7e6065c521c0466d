package dev.parallax.bench.load.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Connections that were answered once, and are held open. */
public final class IdleConnections implements AutoCloseable {

  private static final int MAX_RESPONSE_BYTES = 4 << 10;

  private final List<Connection> open = new ArrayList<>();

  private IdleConnections() {}

  public static IdleConnections open(int port, int count) throws IOException {
    IdleConnections idle = new IdleConnections();
    ByteBuffer request = ByteBuffer.wrap(Call.GET_1K.bytes());
    try {
      for (int i = 0; i < count; i++) {
        Connection connection = Connection.open(port, MAX_RESPONSE_BYTES);
        idle.open.add(connection);
        connection.send(request.rewind(), System.nanoTime());
        int status = 0;
        while (status == 0) {
          status = connection.receive();
        }
      }
      return idle;
    } catch (IOException e) {
      idle.close();
      throw e;
    }
  }

  public int count() {
    return open.size();
  }

  @Override
  public void close() throws IOException {
    for (Connection connection : open) {
      connection.close();
    }
  }
}
