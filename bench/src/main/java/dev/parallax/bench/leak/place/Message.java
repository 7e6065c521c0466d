package dev.parallax.bench.leak.place;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A request or response of HTTP/1.1, but for its framing.
 *
 * @param start its first line, without the line's end
 * @param headers lines
 * @param body without any framing; empty for none
 * @param trailers lines
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Message(String start, List<String> headers, byte[] body, List<String> trailers) {

  public Message {
    headers = List.copyOf(headers);
    trailers = List.copyOf(trailers);
  }

  static Message get(String target) {
    return new Message("GET " + target + " HTTP/1.1", List.of(), new byte[0], List.of());
  }

  static Message post(String target, String type, String body) {
    return new Message("POST " + target + " HTTP/1.1", List.of(), new byte[0], List.of())
        .body(type, body);
  }

  static Message ok() {
    return answer("200 OK").body("application/json", "{\"ok\":true}");
  }

  static Message answer(String status) {
    return new Message("HTTP/1.1 " + status, List.of(), new byte[0], List.of());
  }

  public Message header(String line) {
    List<String> more = new ArrayList<>(headers);
    more.add(line);
    return new Message(start, more, body, trailers);
  }

  Message trailer(String line) {
    List<String> more = new ArrayList<>(trailers);
    more.add(line);
    return new Message(start, headers, body, more);
  }

  /**
   * @param type empty for none
   */
  Message body(String type, String text) {
    return body(text.getBytes(UTF_8)).type(type);
  }

  Message body(byte[] content) {
    return new Message(start, headers, content, trailers);
  }

  Message type(String type) {
    List<String> others = new ArrayList<>(headers);
    others.removeIf(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"));
    if (!type.isEmpty()) {
      others.add("Content-Type: " + type);
    }
    return new Message(start, others, body, trailers);
  }

  String text() {
    return new String(body, UTF_8);
  }

  /** {@code GET}, say. */
  public String method() {
    return start.substring(0, start.indexOf(' '));
  }

  public String target() {
    return start.split(" ", 3)[1];
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
