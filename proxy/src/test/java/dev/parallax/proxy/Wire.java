package dev.parallax.proxy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One end of a TCP connection, spoken to byte by byte. Text is Latin-1: a byte is a character. */
final class Wire implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  static Wire to(InetSocketAddress address) {
    try {
      return new Wire(connect(address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.connect(address, TIMEOUT_MILLIS);
    return socket;
  }

  Wire send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Wire send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Each piece in a packet of its own, as far as the network lets it. Stops where nobody reads. */
  Wire sendInPieces(String text, int pieceBytes) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    try {
      for (int at = 0; at < bytes.length; ) {
        int piece = Math.min(pieceBytes, bytes.length - at);
        out.write(bytes, at, piece);
        at += piece;
      }
    } catch (IOException e) {
      // The other side has closed: what it said before can still be read.
    }
    return this;
  }

  /** Up to and with the empty line. */
  String readHead() throws IOException {
    return readUntil("\r\n\r\n");
  }

  String readUntil(String end) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith(end)) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("ended after: " + text);
      }
      bytes.write(next);
      text = bytes.toString(StandardCharsets.ISO_8859_1);
    }
    return text;
  }

  String read(int bytes) throws IOException {
    byte[] read = in.readNBytes(bytes);
    if (read.length < bytes) {
      throw new EOFException("ended after " + read.length + " of " + bytes);
    }
    return new String(read, StandardCharsets.ISO_8859_1);
  }

  /** Until the other side's end. A reset is an {@link IOException}. */
  String readAll() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Head and body of a response that has a Content-Length. */
  String readResponse() throws IOException {
    String head = readHead();
    return head + read(contentLength(head));
  }

  private static int contentLength(String head) {
    String length =
        head.lines()
            .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no content-length in: " + head));
    return Integer.parseInt(length.substring(15).strip());
  }

  boolean isAtEnd() throws IOException {
    return in.read() < 0;
  }

  InputStream in() {
    return in;
  }

  OutputStream out() {
    return out;
  }

  Wire halfClose() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
