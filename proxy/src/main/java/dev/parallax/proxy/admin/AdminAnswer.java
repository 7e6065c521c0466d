package dev.parallax.proxy.admin;

import java.util.Map;

/**
 * What an operator is told.
 *
 * @param headers besides those that each answer has
 */
record AdminAnswer(int status, String contentType, String body, Map<String, String> headers) {

  private static final String TEXT = "text/plain; charset=utf-8";

  static AdminAnswer ok(String contentType, String body) {
    return new AdminAnswer(200, contentType, body, Map.of());
  }

  static AdminAnswer json(String body) {
    return ok("application/json", body + "\n");
  }

  /** A sentence. */
  static AdminAnswer text(int status, String sentence) {
    return new AdminAnswer(status, TEXT, sentence + "\n", Map.of());
  }

  AdminAnswer with(String header, String value) {
    return new AdminAnswer(status, contentType, body, Map.of(header, value));
  }
}
