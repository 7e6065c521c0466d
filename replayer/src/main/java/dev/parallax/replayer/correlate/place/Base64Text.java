package dev.parallax.replayer.correlate.place;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Text in base64, in either alphabet, with or without padding (RFC 4648, sections 4 and 5).
 *
 * @param text what it says
 */
record Base64Text(String text, boolean url, boolean padded) {

  /** Shorter texts are too often words. */
  private static final int MIN_CHARS = 8;

  private static final int MAX_CHARS = 16_384;

  /** Null if the value is none, or says nothing that can be read. */
  static @Nullable Base64Text of(String value) {
    int length = value.length();
    if (length < MIN_CHARS || length > MAX_CHARS || !beginsReadably(value) || !alphabet(value)) {
      return null;
    }
    boolean url = value.indexOf('-') >= 0 || value.indexOf('_') >= 0;
    boolean standard = value.indexOf('+') >= 0 || value.indexOf('/') >= 0;
    if (url && standard) {
      return null;
    }
    try {
      byte[] bytes = (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(value);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean padded = value.endsWith("=") || (length % 4 == 0 && !url);
      Base64Text read = new Base64Text(text, url, padded);
      return readable(text) && read.write(text).equals(value) ? read : null;
    } catch (IllegalArgumentException | CharacterCodingException notText) {
      return null;
    }
  }

  /** Another text in the same writing. */
  String write(String other) {
    Base64.Encoder encoder = url ? Base64.getUrlEncoder() : Base64.getEncoder();
    return (padded ? encoder : encoder.withoutPadding())
        .encodeToString(other.getBytes(StandardCharsets.UTF_8));
  }

  /** Most values end here, before anything is decoded. */
  private static boolean beginsReadably(String value) {
    int bits = 0;
    for (int i = 0; i < 4; i++) {
      int six = sixBits(value.charAt(i));
      if (six < 0) {
        return false;
      }
      bits = bits << 6 | six;
    }
    return readable(bits >> 16) && readable(bits >> 8 & 0xff) && readable(bits & 0xff);
  }

  private static int sixBits(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
  }

  private static boolean alphabet(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && "-_+/=".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean readable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!readable(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean readable(int c) {
    return c >= ' ' && c <= '~';
  }
}
