package dev.parallax.recorder.sanitize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Strings of JSON, between bytes and text. */
final class JsonText {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final char REPLACEMENT = '\ufffd';
  private static final boolean[] PLAIN = new boolean[128];

  static {
    for (char c = ' '; c <= '~'; c++) {
      PLAIN[c] = c != '"' && c != '\\';
    }
  }

  private JsonText() {}

  /** Text of UTF-8; that which is none is odd. */
  static String decode(byte[] bytes, int from, int to) throws JsonOddity {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      throw new JsonOddity();
    }
    return text;
  }

  /** A string as {@link JsonSanitiser} writes it. */
  static byte[] quoted(String text) throws JsonOddity {
    return plain(text) ? plainQuoted(text) : written(text);
  }

  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= PLAIN.length || !PLAIN[c]) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("deprecation") // The high byte of each character is zero.
  private static byte[] plainQuoted(String text) {
    int length = text.length();
    byte[] quoted = new byte[length + 2];
    quoted[0] = '"';
    text.getBytes(0, length, quoted, 1);
    quoted[length + 1] = '"';
    return quoted;
  }

  private static byte[] written(String text) throws JsonOddity {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      generator.writeString(text);
    } catch (IOException loneSurrogate) {
      throw new JsonOddity();
    }
    return out.toByteArray();
  }
}
