package dev.parallax.bench.leak.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads messages of HTTP/1.1 off a connection, and keeps their bytes as they came. */
final class HttpReader {

  private final InputStream in;
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /**
   * @param bytes all of it, as it came
   * @param body without its framing
   * @param whole whether its end came before the connection's
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Read(String start, List<String> headers, byte[] bytes, byte[] body, boolean whole) {

    /** The value of a header; null if there is none. */
    @Nullable String header(String name) {
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse(null);
    }

    int status() {
      return Integer.parseInt(start.substring(9, 12));
    }

    @Override
    public boolean equals(Object other) {
      throw new UnsupportedOperationException("no value: holds an array");
    }

    @Override
    public int hashCode() {
      throw new UnsupportedOperationException("no value: holds an array");
    }
  }

  HttpReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** The next message; null if the connection ends before it. */
  @Nullable Read next() throws IOException {
    seen.reset();
    body.reset();
    String start;
    try {
      start = line();
    } catch (EOFException end) {
      return null;
    }
    List<String> headers = new ArrayList<>();
    boolean whole = true;
    try {
      for (String line = line(); !line.isEmpty(); line = line()) {
        headers.add(line);
      }
      body(new Read(start, headers, new byte[0], new byte[0], true));
    } catch (IOException end) {
      whole = false;
    }
    return new Read(start, headers, seen.toByteArray(), body.toByteArray(), whole);
  }

  private void body(Read head) throws IOException {
    boolean response = head.start().startsWith("HTTP/");
    String length = head.header("content-length");
    if (response && (head.status() < 200 || head.status() == 204 || head.status() == 304)) {
      return;
    }
    if (head.header("transfer-encoding") != null) {
      int size;
      do {
        size = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
        bytes(size);
        if (size > 0) {
          line();
        }
      } while (size > 0);
      while (!line().isEmpty()) {}
    } else if (length != null) {
      bytes(Integer.parseInt(length));
    } else if (response) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        seen.write(b);
        body.write(b);
      }
    }
  }

  private void bytes(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException();
      }
      seen.write(b);
      body.write(b);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      seen.write(b);
      if (b != '\r') {
        line.write(b);
      }
    }
    seen.write('\n');
    return line.toString(ISO_8859_1);
  }
}
