package dev.parallax.replayer.correlate.place;

import dev.parallax.recorder.syntax.TextEncoding;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The values of a body, by its type; of one that says none, by what it looks like. */
final class BodyValues {

  /** Larger bodies are not looked through. */
  static final int MAX_BYTES = 1 << 20;

  /** Longer texts are no values. */
  private static final int MAX_VALUE_BYTES = 4096;

  private final Trail trail;
  private final Nested nested;

  BodyValues(Trail trail, Nested nested) {
    this.trail = trail;
    this.nested = nested;
  }

  /** The body as it is to be written; null to leave it. */
  byte @Nullable [] visit(byte[] content, String contentType) {
    if (content.length == 0 || content.length > MAX_BYTES) {
      return null;
    }
    String essence = essence(contentType);
    if (essence.startsWith("multipart/")) {
      return new MultipartValues(trail, this).visit(content, contentType);
    }
    TextEncoding encoding = TextEncoding.of(content, charset(contentType));
    String text = encoding == null ? null : encoding.decode(content, false);
    if (encoding == null || text == null) {
      return null;
    }
    String written = text(text, essence);
    return written == null ? null : encoding.encode(written);
  }

  @Nullable String value(String text) {
    return nested.visit(text);
  }

  private @Nullable String text(String text, String essence) {
    String start = text.stripLeading();
    if (essence.endsWith("json") || start.startsWith("{") || start.startsWith("[")) {
      return new JsonValues(trail, nested).visit(text);
    }
    if (essence.equals("application/x-www-form-urlencoded")) {
      return new FormValues(trail, nested).visit("", text);
    }
    if (essence.equals("text/html")) {
      new HtmlValues(trail, nested).visit(text);
      return null;
    }
    if (essence.endsWith("xml")) {
      return new XmlValues(trail, nested).visit(text);
    }
    if (essence.equals("text/plain") && text.length() <= MAX_VALUE_BYTES) {
      String value = text.strip();
      String written = value(value);
      return written == null ? null : text.replace(value, written);
    }
    return null;
  }

  private static String essence(String contentType) {
    int semicolon = contentType.indexOf(';');
    return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  private static String charset(String contentType) {
    String charset = dev.parallax.recorder.syntax.HeaderParameters.of(contentType).get("charset");
    return TextEncoding.knows(charset) ? charset : "";
  }
}
