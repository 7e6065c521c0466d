package dev.parallax.recorder.sanitize;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text as heads of HTTP/1.1 and forms hand it over: a character for each byte, and mostly UTF-8.
 */
final class Utf8Bytes {

  private Utf8Bytes() {}

  /** The text that the bytes are in UTF-8; null if they are ASCII alone, or are none. */
  static @Nullable String text(String bytes) {
    int all = 0;
    for (int i = 0; i < bytes.length(); i++) {
      all |= bytes.charAt(i);
    }
    if (all < 0x80 || all > 0xff) {
      return null;
    }
    try {
      ByteBuffer raw = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return StandardCharsets.UTF_8.newDecoder().decode(raw).toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }

  /** The bytes of the text in UTF-8, a character for each. */
  static String of(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
