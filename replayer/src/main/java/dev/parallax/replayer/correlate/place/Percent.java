package dev.parallax.replayer.correlate.place;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding (RFC 3986, section 2.1) of UTF-8. */
final class Percent {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Percent() {}

  /** The text itself if an escape is broken, or the bytes are not UTF-8. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == '%') {
        if (at + 3 > text.length() || !hex(text.charAt(at + 1)) || !hex(text.charAt(at + 2))) {
          return text;
        }
        bytes.write(HexFormat.fromHexDigits(text, at + 1, at + 3));
        at += 3;
      } else {
        int end = text.indexOf('%', at);
        end = end < 0 ? text.length() : end;
        bytes.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
        at = end;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      return text;
    }
  }

  /** All but unreserved characters. */
  static String encode(String text) {
    return encode(text, "");
  }

  /** All but unreserved characters and those of {@code also}. */
  static String encode(String text, String also) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (letterOrDigit(octet) || "-._~".indexOf(octet) >= 0 || also.indexOf(octet) >= 0) {
        out.append((char) octet);
      } else {
        HEX.toHexDigits(out.append('%'), octet);
      }
    }
    return out.toString();
  }

  private static boolean letterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean hex(char c) {
    return HexFormat.isHexDigit(c);
  }
}
