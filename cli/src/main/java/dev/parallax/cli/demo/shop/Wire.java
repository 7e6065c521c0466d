package dev.parallax.cli.demo.shop;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 messages (RFC 9112), as much of them as the shop needs. */
final class Wire {

  private static final int MAX_LINE = 16 << 10;
  private static final int MAX_HEADERS = 100;
  private static final int MAX_BODY = 1 << 20;

  private Wire() {}

  /**
   * @return empty at the end of the connection
   * @throws BadRequest if what comes is not HTTP, or too large; what follows can't be read
   */
  static Optional<Asked> read(InputStream in) throws IOException {
    String start = line(in);
    if (start == null) {
      return Optional.empty();
    }
    String[] words = start.split(" ", -1);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      throw new BadRequest("not HTTP/1.1");
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = present(line(in)); !line.isEmpty(); line = present(line(in))) {
      int colon = line.indexOf(':');
      if (colon < 1 || headers.size() == MAX_HEADERS) {
        throw new BadRequest("not a header, or too many");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return Optional.of(
        new Asked(
            words[0], words[1], headers, new String(body(in, headers), StandardCharsets.UTF_8)));
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
        body.write(bytes(in, bounded(body.size() + size) - body.size()));
        present(line(in));
      }
      String trailer = present(line(in));
      while (!trailer.isEmpty()) {
        trailer = present(line(in));
      }
      return body.toByteArray();
    }
    return bytes(in, bounded(number(headers.getOrDefault("content-length", "0"), 10)));
  }

  private static int chunkSize(InputStream in) throws IOException {
    return bounded(number(present(line(in)).split(";", 2)[0].strip(), 16));
  }

  private static int number(String text, int radix) {
    try {
      return Integer.parseInt(text, radix);
    } catch (NumberFormatException e) {
      throw new BadRequest("not a length");
    }
  }

  private static int bounded(int length) {
    if (length < 0 || length > MAX_BODY) {
      throw new BadRequest("a body has at most " + MAX_BODY + " bytes");
    }
    return length;
  }

  private static byte[] bytes(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the client left");
    }
    return bytes;
  }

  /** Without its end; null at the end of the stream. */
  private static @Nullable String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return null;
      }
      if (line.length() == MAX_LINE) {
        throw new BadRequest("a line has at most " + MAX_LINE + " bytes");
      }
      line.append((char) c);
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }

  private static String present(@Nullable String line) throws IOException {
    if (line == null) {
      throw new EOFException("the client left");
    }
    return line;
  }

  /** In one piece, so that no part waits for an acknowledgement of the one before it. */
  static byte[] bytes(Answer answer, boolean withBody, boolean last) {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(answer.status());
    head.append(' ').append(reason(answer.status())).append("\r\n");
    head.append("Date: ")
        .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atOffset(ZoneOffset.UTC)))
        .append("\r\nContent-Type: application/json\r\nContent-Length: ")
        .append(body.length)
        .append("\r\n");
    for (Answer.Field field : answer.headers()) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    head.append(last ? "Connection: close\r\n\r\n" : "\r\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream(head.length() + body.length);
    out.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (withBody) {
      out.writeBytes(body);
    }
    return out.toByteArray();
  }

  /** May be left out, but there are clients that then take an answer for a failed one. */
  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 201 -> "Created";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 404 -> "Not Found";
      case 500 -> "Internal Server Error";
      default -> "";
    };
  }
}
