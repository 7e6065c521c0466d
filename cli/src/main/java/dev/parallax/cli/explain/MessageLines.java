package dev.parallax.cli.explain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes read by line, and by count. Lines end in LF or CRLF. Confined to one thread. */
final class MessageLines {

  private final byte[] bytes;
  private int at;
  private int line;

  MessageLines(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The number of the line that was read last, from 1. */
  int number() {
    return line;
  }

  /** The next line without its end, as Latin-1, which HTTP's heads are; null at the end. */
  @Nullable String next() {
    if (at == bytes.length) {
      return null;
    }
    String text = peek();
    at = Math.min(at + text.length() + 1, bytes.length);
    line++;
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private String peek() {
    int end = at;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
  }

  /** Passes over empty lines. */
  void skipEmpty() {
    while (at < bytes.length && peek().isBlank()) {
      var _ = next();
    }
  }

  /**
   * So many bytes.
   *
   * @throws MalformedMessage if there are fewer
   */
  byte[] bytes(long count) throws MalformedMessage {
    if (count > bytes.length - at) {
      throw new MalformedMessage(
          line + 1,
          "the body ends after %d of %d bytes (expected: all of it, or no Content-Length)"
              .formatted(bytes.length - at, count));
    }
    byte[] taken = Arrays.copyOfRange(bytes, at, at + (int) count);
    for (byte b : taken) {
      line += b == '\n' ? 1 : 0;
    }
    at += taken.length;
    return taken;
  }

  /** All up to a line that begins another message, without the line ends before it. */
  byte[] upToNextMessage() {
    int start = at;
    while (at < bytes.length && !StartLines.is(peek().stripTrailing())) {
      var _ = next();
    }
    int end = at;
    while (end > start && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
      end--;
    }
    return Arrays.copyOfRange(bytes, start, end);
  }
}
