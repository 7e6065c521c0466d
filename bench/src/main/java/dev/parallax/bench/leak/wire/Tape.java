package dev.parallax.bench.leak.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the origin received and sent, unsanitised, as a log without a sanitiser would have it. */
public final class Tape implements Closeable {

  private final DataOutputStream out;

  public Tape(Path file) throws IOException {
    out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }

  /**
   * @param bytes of a message, as it went
   * @param body of it, without its framing
   */
  synchronized void append(String tag, byte[] bytes, byte[] body) {
    try {
      out.writeUTF(tag);
      out.writeInt(bytes.length);
      out.write(bytes);
      out.writeInt(body.length);
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }

  /** Takes what belongs to an exchange. */
  public interface Sink {
    void take(String tag, byte[] bytes, byte[] body) throws IOException;
  }

  public static void read(Path file, Sink sink) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      while (true) {
        String tag;
        try {
          tag = in.readUTF();
        } catch (EOFException end) {
          return;
        }
        sink.take(tag, in.readNBytes(in.readInt()), in.readNBytes(in.readInt()));
      }
    }
  }
}
