package dev.parallax.cli.gor;

import dev.parallax.cli.intake.Bodies;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One HTTP/1 message as goreplay writes it: the bytes that passed, or as many of them as it kept;
 * the chunks of a body may be joined already.
 *
 * @param line the first one, without its end
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on at once.
record GorMessage(String line, List<RawHeader> headers, byte[] rest) {

  /** Empty if it is none. */
  static Optional<GorMessage> of(byte[] message) {
    List<RawHeader> headers = new ArrayList<>();
    String first = null;
    int at = 0;
    while (at < message.length) {
      int end = at;
      while (end < message.length && message[end] != '\n') {
        end++;
      }
      String line = new String(message, at, end - at, StandardCharsets.ISO_8859_1).stripTrailing();
      at = Math.min(end + 1, message.length);
      if (first == null) {
        first = line;
      } else if (line.isEmpty()) {
        break;
      } else {
        int colon = line.indexOf(':');
        if (colon < 1 || line.charAt(0) <= ' ') {
          return Optional.empty();
        }
        headers.add(new RawHeader(line.substring(0, colon), line.substring(colon + 1).strip()));
      }
    }
    return first == null || first.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new GorMessage(first, headers, Arrays.copyOfRange(message, at, message.length)));
  }

  String header(String name) {
    return RawHeader.first(headers, name).orElse("");
  }

  RawBody body() {
    if (header("transfer-encoding").toLowerCase(Locale.ROOT).endsWith("chunked")) {
      return chunked();
    }
    long said = length(header("content-length"), 10).orElse((long) rest.length);
    byte[] content = said < rest.length ? Arrays.copyOf(rest, (int) said) : rest;
    return Bodies.of(content, said, content.length == said);
  }

  /** RFC 9112, section 7.1. What does not begin as a chunk was joined before it was written. */
  private RawBody chunked() {
    byte[] joined = new byte[rest.length];
    int length = 0;
    int at = 0;
    while (true) {
      int end = at;
      while (end < rest.length && rest[end] != '\n') {
        end++;
      }
      String line = new String(rest, at, Math.min(end - at, 64), StandardCharsets.ISO_8859_1);
      Optional<Long> chunk = length(line.split(";", 2)[0].strip(), 16);
      if (chunk.isEmpty()) {
        return at == 0
            ? Bodies.of(rest, rest.length, true)
            : Bodies.of(Arrays.copyOf(joined, length), length, false);
      }
      if (chunk.get() == 0) {
        return Bodies.of(Arrays.copyOf(joined, length), length, true);
      }
      int from = Math.min(end + 1, rest.length);
      int there = (int) Math.min(chunk.get(), rest.length - from);
      System.arraycopy(rest, from, joined, length, there);
      length += there;
      if (there < chunk.get()) {
        return Bodies.of(Arrays.copyOf(joined, length), length, false);
      }
      at = from + there;
      at += at < rest.length && rest[at] == '\r' ? 1 : 0;
      at += at < rest.length && rest[at] == '\n' ? 1 : 0;
    }
  }

  private static Optional<Long> length(String digits, int radix) {
    try {
      long length = Long.parseLong(digits, radix);
      return length < 0 ? Optional.empty() : Optional.of(length);
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }
}
