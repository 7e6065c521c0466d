package dev.parallax.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * One end of a connection of HTTP/2, spoken to frame by frame: sends whatever it is told to,
 * allowed or not, and tells all that comes but acknowledgements and windows.
 */
final class Http2Peer implements AutoCloseable {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  /**
   * @param text of headers, a line each, {@code name: value}; of data, its bytes; of others, hex
   */
  // Nobody compares two.
  @SuppressWarnings("ArrayRecordComponent")
  record Frame(int type, int flags, int stream, byte[] payload, String text) {

    boolean endsStream() {
      return (flags & END_STREAM) != 0;
    }

    /** Of RST_STREAM, or of GOAWAY. */
    long errorCode() {
      return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
    }

    /** Of GOAWAY. */
    int lastStream() {
      return ByteBuffer.wrap(payload).getInt(0);
    }

    @Override
    public String toString() {
      return "Frame[type=%d, flags=%d, stream=%d, %s]".formatted(type, flags, stream, text);
    }
  }

  private final Wire wire;
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
  private int windowOfAll = 65_535;

  private Http2Peer(Wire wire) {
    this.wire = wire;
  }

  /** A client that said hello. */
  static Http2Peer client(Wire wire) throws IOException {
    Http2Peer peer = new Http2Peer(wire);
    wire.send(PREFACE);
    peer.settings();
    return peer;
  }

  /** A server that was greeted and greets. */
  static Http2Peer server(Wire wire, int... settings) throws IOException {
    Http2Peer peer = new Http2Peer(wire);
    String preface = wire.read(PREFACE.length());
    if (!preface.equals(PREFACE)) {
      throw new AssertionError("not HTTP/2: " + preface);
    }
    peer.settings(settings);
    return peer;
  }

  Wire wire() {
    return wire;
  }

  // ---- what is sent

  /** Pairs of identifier and value. */
  Http2Peer settings(int... pairs) throws IOException {
    ByteBuffer payload = ByteBuffer.allocate(pairs.length * 3);
    for (int i = 0; i < pairs.length; i += 2) {
      payload.putShort((short) pairs[i]).putInt(pairs[i + 1]);
    }
    return send(SETTINGS, 0, 0, payload.array());
  }

  /** A GET of that path, whole. */
  Http2Peer get(int stream, String path) throws IOException {
    return headers(
        stream, true, ":method", "GET", ":scheme", "http", ":authority", "shop", ":path", path);
  }

  Http2Peer post(int stream, String path, String... more) throws IOException {
    List<String> fields =
        new ArrayList<>(
            List.of(":method", "POST", ":scheme", "http", ":authority", "shop", ":path", path));
    fields.addAll(List.of(more));
    return headers(stream, false, fields.toArray(String[]::new));
  }

  /** Names and values in turn. */
  Http2Peer headers(int stream, boolean ends, String... fields) throws IOException {
    return send(HEADERS, END_HEADERS | (ends ? END_STREAM : 0), stream, block(fields));
  }

  Http2Peer data(int stream, String text, boolean ends) throws IOException {
    return send(DATA, ends ? END_STREAM : 0, stream, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Http2Peer reset(int stream, int errorCode) throws IOException {
    return send(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(errorCode).array());
  }

  /** Of the whole connection if the stream is 0. */
  Http2Peer window(int stream, int bytes) throws IOException {
    return send(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array());
  }

  Http2Peer goAway(int lastStream, int errorCode) throws IOException {
    return send(GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(lastStream).putInt(errorCode).array());
  }

  Http2Peer send(int type, int flags, int stream, byte[] payload) throws IOException {
    wire.send(frame(type, flags, stream, payload));
    return this;
  }

  static byte[] frame(int type, int flags, int stream, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    return frame.array();
  }

  /** Literals that no table remembers: RFC 7541 section 6.2.2. */
  static byte[] block(String... fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i += 2) {
      block.write(0);
      literal(block, fields[i]);
      literal(block, fields[i + 1]);
    }
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int length = bytes.length;
    if (length < 127) {
      block.write(length);
    } else {
      block.write(127);
      for (length -= 127; length >= 128; length >>= 7) {
        block.write((length & 127) | 128);
      }
      block.write(length);
    }
    block.writeBytes(bytes);
  }

  // ---- what comes

  /** The next frame that is no acknowledgement, no window and no greeting. */
  Frame next() throws IOException {
    while (true) {
      Frame frame = read();
      boolean silent = frame.type == WINDOW_UPDATE || frame.type == SETTINGS;
      if (!silent) {
        return frame;
      }
    }
  }

  /** The next of that type; what comes before is passed over. */
  Frame next(int type) throws IOException {
    while (true) {
      Frame frame = read();
      if (frame.type == type) {
        return frame;
      }
    }
  }

  /** The next, whatever it is. */
  Frame nextOfAll() throws IOException {
    return read();
  }

  /** All data of a stream up to its end. */
  String body(int stream) throws IOException {
    StringBuilder body = new StringBuilder();
    body(stream, bytes -> body.append(new String(bytes, StandardCharsets.ISO_8859_1)));
    return body.toString();
  }

  /**
   * Passes all data of a stream on, up to its end.
   *
   * @return how many bytes
   */
  long body(int stream, Consumer<byte[]> to) throws IOException {
    long length = 0;
    while (true) {
      Frame frame = next(DATA);
      if (frame.stream == stream) {
        length += frame.payload.length;
        to.accept(frame.payload);
        if (frame.endsStream()) {
          return length;
        }
      }
    }
  }

  /** What the other side has opened of the connection's window so far, in bytes. */
  int windowOfAll() {
    return windowOfAll;
  }

  /**
   * Whether the other side closes, be it by a reset, which is how a system closes with bytes
   * unread; whatever comes before is passed over.
   */
  boolean isClosed() throws IOException {
    try {
      while (true) {
        read();
      }
    } catch (EOFException | SocketException e) {
      return true;
    }
  }

  private Frame read() throws IOException {
    byte[] head = wire.read(9).getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer fields = ByteBuffer.wrap(head);
    int length = (fields.get() & 0xff) << 16 | (fields.getShort() & 0xffff);
    int type = fields.get();
    int flags = fields.get();
    int stream = fields.getInt();
    byte[] payload = wire.read(length).getBytes(StandardCharsets.ISO_8859_1);
    if (type == WINDOW_UPDATE && stream == 0) {
      windowOfAll += ByteBuffer.wrap(payload).getInt();
    }
    if (type == SETTINGS && (flags & ACK) == 0) {
      send(SETTINGS, ACK, 0, new byte[0]);
    }
    return new Frame(type, flags, stream, payload, text(type, stream, payload));
  }

  private String text(int type, int stream, byte[] payload) throws IOException {
    return switch (type) {
      case HEADERS -> fields(stream, payload);
      case DATA -> new String(payload, StandardCharsets.ISO_8859_1);
      default -> HexFormat.of().formatHex(payload);
    };
  }

  private String fields(int stream, byte[] block) throws IOException {
    ByteBuf bytes = Unpooled.wrappedBuffer(block);
    try {
      Http2Headers headers = decoder.decodeHeaders(stream, bytes);
      StringBuilder lines = new StringBuilder();
      headers.forEach(
          field -> lines.append(field.getKey()).append(": ").append(field.getValue()).append('\n'));
      return lines.toString();
    } catch (Http2Exception e) {
      throw new IOException(e);
    } finally {
      bytes.release();
    }
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
