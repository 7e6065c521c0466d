package dev.parallax.bench.load.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A keep-alive connection with one request under way at most. One thread sends, another may
 * receive: never both for the same connection at a time, since nothing comes before it was asked
 * for.
 */
final class Connection implements AutoCloseable {

  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length: *(\\d+)\r\n", Pattern.CASE_INSENSITIVE);
  private static final int STATUS_START = "HTTP/1.1 ".length();

  private final SocketChannel channel;
  private final ByteBuffer received;
  private volatile long plannedNanos;

  /** Of the response under way, head included; 0 while its head is not here yet. */
  private int responseBytes;

  private Connection(SocketChannel channel, int maxResponseBytes) {
    this.channel = channel;
    this.received = ByteBuffer.allocateDirect(maxResponseBytes);
  }

  /** Connected, and blocking until it is set otherwise. */
  static Connection open(int port, int maxResponseBytes) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return new Connection(channel, maxResponseBytes);
  }

  SocketChannel channel() {
    return channel;
  }

  /** When the request under way was to be sent, by {@link System#nanoTime}. */
  long plannedNanos() {
    return plannedNanos;
  }

  void send(ByteBuffer request, long plannedAtNanos) throws IOException {
    plannedNanos = plannedAtNanos;
    while (request.hasRemaining()) {
      channel.write(request);
    }
  }

  /**
   * Reads what is there.
   *
   * @return the status, once the response is here to its end; 0 before
   */
  int receive() throws IOException {
    if (channel.read(received) < 0) {
      throw new EOFException("the connection was closed");
    }
    if (responseBytes == 0) {
      responseBytes = lengthOf(head());
    }
    if (responseBytes > received.capacity()) {
      throw new IOException("a response of more bytes than expected: " + responseBytes);
    }
    if (responseBytes == 0 || received.position() < responseBytes) {
      return 0;
    }
    int status = 0;
    for (int i = STATUS_START; i < STATUS_START + 3; i++) {
      status = status * 10 + (received.get(i) - '0');
    }
    responseBytes = 0;
    received.clear();
    return status;
  }

  /** The head so far, and at most what heads are long. */
  private String head() {
    byte[] bytes = new byte[Math.min(received.position(), 2 << 10)];
    received.get(0, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Of a whole response, or 0 if its head does not end here. */
  static int lengthOf(String head) throws IOException {
    int end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      return 0;
    }
    Matcher length = LENGTH.matcher(head);
    if (!length.find() || length.start() > end) {
      throw new IOException("a response without Content-Length: " + head.substring(0, end));
    }
    return end + 4 + Integer.parseInt(length.group(1));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
