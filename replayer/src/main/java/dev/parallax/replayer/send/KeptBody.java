package dev.parallax.replayer.send;

import dev.parallax.recorder.raw.RawBody;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;

/** Keeps the beginning of a body and counts the rest. */
final class KeptBody {

  private final int maxBytes;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
  private long length;

  KeptBody(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  void add(Buffer part) {
    length += part.length();
    int room = Math.min(part.length(), maxBytes - kept.size());
    if (room > 0) {
      kept.writeBytes(part.getBytes(0, room));
    }
  }

  RawBody kept() {
    return new RawBody(kept.toByteArray(), length, length > kept.size());
  }
}
