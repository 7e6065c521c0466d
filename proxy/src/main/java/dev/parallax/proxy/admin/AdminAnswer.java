package dev.parallax.proxy.admin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What an operator is told.
 *
 * @param body on the heap, so that one which nobody takes any more is the collector's
 * @param headers besides those that each answer has
 */
record AdminAnswer(int status, String contentType, ByteBuf body, Map<String, String> headers) {

  private static final String TEXT = "text/plain; charset=utf-8";

  static AdminAnswer ok(String contentType, ByteBuf body) {
    return new AdminAnswer(200, contentType, body, Map.of());
  }

  static AdminAnswer json(String body) {
    return ok("application/json", utf8(body + "\n"));
  }

  /** A sentence. */
  static AdminAnswer text(int status, String sentence) {
    return new AdminAnswer(status, TEXT, utf8(sentence + "\n"), Map.of());
  }

  AdminAnswer with(String header, String value) {
    return new AdminAnswer(status, contentType, body, Map.of(header, value));
  }

  private static ByteBuf utf8(String text) {
    return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
  }
}
