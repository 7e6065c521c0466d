package dev.parallax.recorder.sanitize;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** The body of a gRPC call, message by message. */
public final class Frames {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Frames() {}

  public static Frames of() {
    return new Frames();
  }

  public Frames add(byte[] message) {
    return frame(0, message);
  }

  Frames add(String message) {
    return add(Raws.bytes(message));
  }

  Frames gzip(String message) {
    return compressed(gzipped(Raws.bytes(message)));
  }

  Frames compressed(byte[] message) {
    return frame(1, message);
  }

  Frames octet(int octet) {
    out.write(octet);
    return this;
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  static byte[] gzipped(byte[] plain) {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
      gzip.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return coded.toByteArray();
  }

  private Frames frame(int flag, byte[] message) {
    out.write(flag);
    out.writeBytes(ByteBuffer.allocate(4).putInt(message.length).array());
    out.writeBytes(message);
    return this;
  }
}
