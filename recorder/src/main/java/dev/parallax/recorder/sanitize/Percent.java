package dev.parallax.recorder.sanitize;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Percent-encoding (RFC 3986, section 2.1) of UTF-8. */
final class Percent {

  private static final String HEX = "0123456789ABCDEF";

  private Percent() {}

  /** Null if an escape is broken, or the bytes are not UTF-8. */
  static @Nullable String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); ) {
      if (text.charAt(i) == '%') {
        int octet = octet(text, i + 1);
        if (octet < 0) {
          return null;
        }
        bytes.write(octet);
        i += 3;
      } else {
        int end = text.indexOf('%', i);
        end = end < 0 ? text.length() : end;
        bytes.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
        i = end;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }

  /** Encodes all but unreserved characters and those of {@code also}. */
  static String encode(String text, String also) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (unreserved(codePoint) || (codePoint < 0x80 && also.indexOf(codePoint) >= 0)) {
        out.append((char) codePoint);
      } else {
        for (byte octet : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
          out.append('%').append(HEX.charAt((octet >> 4) & 15)).append(HEX.charAt(octet & 15));
        }
      }
    }
    return out.toString();
  }

  private static boolean unreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || (c < 0x80 && "-._~".indexOf(c) >= 0);
  }

  private static int octet(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    int high = HEX.indexOf(Character.toUpperCase(text.charAt(at)));
    int low = HEX.indexOf(Character.toUpperCase(text.charAt(at + 1)));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
