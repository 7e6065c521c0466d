package dev.parallax.recorder.grpc;

import java.io.IOException;
import java.io.Writer;

/** Fails where more is written than was allowed. */
final class BoundedWriter extends Writer {

  private final Writer out;
  private int left;

  BoundedWriter(Writer out, int maxChars) {
    this.out = out;
    this.left = maxChars;
  }

  @Override
  public void write(char[] chars, int from, int count) throws IOException {
    left -= count;
    if (left < 0) {
      throw new IOException("too long");
    }
    out.write(chars, from, count);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
