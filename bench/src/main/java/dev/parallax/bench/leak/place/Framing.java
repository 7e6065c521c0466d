package dev.parallax.bench.leak.place;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** How a message's end is told, on the wire. */
public enum Framing {
  /** By Content-Length. */
  LENGTH,
  /** In chunks of a few bytes each, so that every value is cut. */
  CHUNKS,
  /** By the connection's end; of responses. */
  CLOSE,
  /** By a Content-Length that is more than what comes before the connection's end. */
  SHORT;

  private static final int CHUNK = 5;

  /** Whether the connection can be used again. */
  public boolean keepsAlive() {
    return this == LENGTH || this == CHUNKS;
  }

  /**
   * All bytes of a message. One with trailers is sent in chunks in any case.
   *
   * @param extra header lines
   */
  public byte[] bytes(Message message, List<String> extra) {
    boolean chunked = this == CHUNKS || !message.trailers().isEmpty();
    StringBuilder head = new StringBuilder(message.start()).append("\r\n");
    for (String line : extra) {
      head.append(line).append("\r\n");
    }
    for (String line : message.headers()) {
      head.append(line).append("\r\n");
    }
    if (chunked) {
      head.append("Transfer-Encoding: chunked\r\n");
    } else if (this != CLOSE
        && (message.body().length > 0 || message.start().startsWith("HTTP/"))) {
      int claimed = message.body().length + (this == SHORT ? 100 : 0);
      head.append("Content-Length: ").append(claimed).append("\r\n");
    } else if (this == CLOSE) {
      head.append("Connection: close\r\n");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.append("\r\n").toString().getBytes(UTF_8));
    if (chunked) {
      chunks(message, bytes);
    } else {
      bytes.writeBytes(message.body());
    }
    return bytes.toByteArray();
  }

  private static void chunks(Message message, ByteArrayOutputStream bytes) {
    byte[] body = message.body();
    for (int from = 0; from < body.length; from += CHUNK) {
      int length = Math.min(CHUNK, body.length - from);
      bytes.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(ISO_8859_1));
      bytes.write(body, from, length);
      bytes.writeBytes("\r\n".getBytes(ISO_8859_1));
    }
    bytes.writeBytes("0\r\n".getBytes(ISO_8859_1));
    for (String line : message.trailers()) {
      bytes.writeBytes((line + "\r\n").getBytes(UTF_8));
    }
    bytes.writeBytes("\r\n".getBytes(ISO_8859_1));
  }
}
