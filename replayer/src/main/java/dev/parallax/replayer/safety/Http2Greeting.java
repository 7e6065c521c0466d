package dev.parallax.replayer.safety;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Finds out whether a server takes HTTP/2 from the first byte on (RFC 9113, section 3.4). */
final class Http2Greeting {

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** A frame's head is its length (3 bytes), type, flags, and stream (4 bytes). */
  private static final int HEAD_BYTES = 9;

  private static final byte SETTINGS = 4;

  private Http2Greeting() {}

  /**
   * Says the client's preface, with no settings, and waits for the server's, which is due first.
   */
  static boolean isAnswered(Socket socket) {
    byte[] settings = new byte[HEAD_BYTES];
    settings[3] = SETTINGS;
    try {
      socket.getOutputStream().write(PREFACE);
      socket.getOutputStream().write(settings);
      socket.getOutputStream().flush();
      byte[] head = socket.getInputStream().readNBytes(HEAD_BYTES);
      return head.length == HEAD_BYTES
          && head[3] == SETTINGS
          && (head[5] | head[6] | head[7] | head[8]) == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
