package dev.parallax.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests by the letter of RFC 9112, sharing no code with the proxy: what one and the other
 * make of the same bytes is compared.
 */
final class StrictRequestReader {

  /**
   * @param fields name in lower case, colon, value
   * @param raw each byte of it, but its chunks joined: they end where segments happened to
   */
  record Request(
      String method,
      String target,
      List<String> fields,
      String body,
      List<String> trailers,
      String raw) {

    @Nullable String field(String name) {
      return only(fields, name);
    }
  }

  /** What was read is not a request. */
  static final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1;

    Violation(String what) {
      super(what);
    }
  }

  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  private final InputStream in;
  private final boolean fromProxy;
  private final StringBuilder raw = new StringBuilder();

  /**
   * @param fromProxy whether to allow only what the proxy itself writes: no HTTP/1.0, empty lines,
   *     chunk extensions, leading zeros
   */
  StrictRequestReader(InputStream in, boolean fromProxy) {
    this.in = in;
    this.fromProxy = fromProxy;
  }

  /** The next request; null at the end. An {@link EOFException} if the end is within a request. */
  @Nullable Request next() throws IOException {
    raw.setLength(0);
    String line = firstLine();
    if (line == null) {
      return null;
    }
    String[] words = line.split(" ", -1);
    require(words.length == 3, "request line: " + line);
    require(isToken(words[0]), "method: " + line);
    require(isVisible(words[1]) && !words[1].isEmpty(), "target: " + line);
    boolean old = words[2].equals("HTTP/1.0");
    require(words[2].matches("HTTP/1\\.\\d") && !(fromProxy && old), "version: " + line);
    List<String> fields = fields();
    require(count(fields, "host") == 1 || (old && count(fields, "host") == 0), "not one Host");
    List<String> trailers = new ArrayList<>();
    String body = body(fields, old, trailers);
    return new Request(words[0], words[1], fields, body, trailers, raw.toString());
  }

  private @Nullable String firstLine() throws IOException {
    while (true) {
      int first = in.read();
      if (first < 0) {
        return null;
      }
      String line = line(first);
      if (!line.isEmpty()) {
        return line;
      }
      require(!fromProxy, "empty line before a request");
      raw.setLength(0);
    }
  }

  private String body(List<String> fields, boolean old, List<String> trailers) throws IOException {
    String coding = only(fields, "transfer-encoding");
    String length = only(fields, "content-length");
    if (coding != null) {
      require(length == null && !old, "both lengths, or a coding in HTTP/1.0");
      require(coding.equalsIgnoreCase("chunked"), "coding: " + coding);
      return chunks(trailers);
    }
    if (length == null) {
      return "";
    }
    require(length.matches(fromProxy ? "0|[1-9]\\d*" : "\\d+"), "length: " + length);
    BigInteger bytes = new BigInteger(length);
    require(bytes.bitLength() < Long.SIZE, "length: " + length);
    return exactly(bytes.longValue());
  }

  private String chunks(List<String> trailers) throws IOException {
    StringBuilder body = new StringBuilder();
    int first = raw.length();
    while (true) {
      int last = raw.length();
      String line = line(read());
      String extension = fromProxy ? "" : "(?<ext>[ \\t]*;[ -~\\t\\x80-\\xff]*)?";
      require(line.matches("[0-9a-fA-F]+" + extension), "chunk size: " + line);
      String digits = line.split("[ \\t;]", 2)[0].replaceFirst("^0+(?=.)", "");
      require(digits.length() <= 15, "chunk size: " + line);
      long size = Long.parseLong(digits, 16);
      if (size == 0) {
        if (!body.isEmpty()) {
          String length = Integer.toHexString(body.length());
          raw.replace(first, last, length + "\r\n" + body + "\r\n");
        }
        trailers.addAll(fields());
        require(count(trailers, "host") == 0 || !fromProxy, "Host in trailers");
        return body.toString();
      }
      body.append(exactly(size));
      require(line(read()).isEmpty(), "end of chunk");
    }
  }

  private List<String> fields() throws IOException {
    List<String> fields = new ArrayList<>();
    for (String line = line(read()); !line.isEmpty(); line = line(read())) {
      int colon = line.indexOf(':');
      require(colon > 0 && isToken(line.substring(0, colon)), "field: " + line);
      String value = line.substring(colon + 1).replaceAll("^[ \\t]+|[ \\t]+$", "");
      require(isVisible(value.replaceAll("[ \\t]", "")), "value: " + line);
      fields.add(line.substring(0, colon).toLowerCase(Locale.ROOT) + ":" + value);
    }
    return fields;
  }

  private String line(int first) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = first; b != '\r'; b = read()) {
      require(b != '\n', "bare LF after: " + line);
      raw.append((char) b);
      line.append((char) b);
    }
    raw.append('\r');
    int end = read();
    require(end == '\n', "bare CR after: " + line);
    raw.append('\n');
    return line.toString();
  }

  private String exactly(long length) throws IOException {
    StringBuilder bytes = new StringBuilder();
    for (long i = 0; i < length; i++) {
      bytes.append((char) read());
    }
    raw.append(bytes);
    return bytes.toString();
  }

  private int read() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException("ended in: " + raw);
    }
    return b;
  }

  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c ->
                    (c >= '0' && c <= '9')
                        || (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || TOKEN_SIGNS.indexOf(c) >= 0);
  }

  private static boolean isVisible(String text) {
    return text.chars().allMatch(c -> c > ' ' && c != 0x7f);
  }

  private static long count(List<String> fields, String name) {
    return fields.stream().filter(field -> field.startsWith(name + ":")).count();
  }

  private static @Nullable String only(List<String> fields, String name) {
    require(count(fields, name) <= 1, "more than one " + name);
    return fields.stream()
        .filter(field -> field.startsWith(name + ":"))
        .map(field -> field.substring(name.length() + 1))
        .findFirst()
        .orElse(null);
  }

  private static void require(boolean held, String otherwise) {
    if (!held) {
      throw new Violation(otherwise);
    }
  }
}
