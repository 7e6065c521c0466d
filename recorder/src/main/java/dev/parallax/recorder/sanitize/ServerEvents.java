package dev.parallax.recorder.sanitize;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads server-sent events (WHATWG HTML, sections 9.2.5 and 9.2.6): those that a client would be
 * told of. Comments, fields that are unknown, blocks without data and a last block without its
 * empty line are no events. Confined to one thread.
 */
final class ServerEvents {

  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final byte[] bytes;
  private int at;
  private int start;

  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private boolean hasData;
  private String kind = "";
  private String id = "";

  ServerEvents(byte[] bytes) {
    this.bytes = bytes;
    at = starts(0, BOM) ? BOM.length : 0;
  }

  /** Goes to the next event; false if there is none that is whole. */
  boolean next() {
    id = "";
    begin();
    while (at < bytes.length) {
      int line = at;
      int end = lineEnd(line);
      if (end == bytes.length) {
        return false;
      }
      boolean two = bytes[end] == '\r' && end + 1 < bytes.length && bytes[end + 1] == '\n';
      at = end + (two ? 2 : 1);
      if (end > line) {
        field(line, end);
      } else if (hasData) {
        return true;
      } else {
        begin();
      }
    }
    return false;
  }

  /** The name of the event; empty if it has none. */
  String kind() {
    return kind;
  }

  /** The id that was sent since the last event; empty if there was none. */
  String id() {
    return id;
  }

  /** Lines joined by LF. */
  byte[] data() {
    return data.toByteArray();
  }

  /** Of the event, all of its lines. */
  int length() {
    return at - start;
  }

  /** Behind the event. */
  int end() {
    return at;
  }

  private void begin() {
    start = at;
    data.reset();
    hasData = false;
    kind = "";
  }

  private int lineEnd(int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    return end;
  }

  private void field(int line, int end) {
    int colon = line;
    while (colon < end && bytes[colon] != ':') {
      colon++;
    }
    int value = Math.min(colon + 1, end);
    if (value < end && bytes[value] == ' ') {
      value++;
    }
    switch (text(line, colon)) {
      case "data" -> {
        if (hasData) {
          data.write('\n');
        }
        hasData = true;
        data.write(bytes, value, end - value);
      }
      case "event" -> kind = text(value, end);
      case "id" -> {
        String sent = text(value, end);
        id = sent.indexOf(0) < 0 ? sent : id;
      }
      default -> {
        // A comment, retry, or what nobody knows.
      }
    }
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private boolean starts(int from, byte[] with) {
    for (int i = 0; i < with.length; i++) {
      if (from + i >= bytes.length || bytes[from + i] != with[i]) {
        return false;
      }
    }
    return true;
  }
}
