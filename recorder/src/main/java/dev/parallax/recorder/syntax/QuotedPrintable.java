package dev.parallax.recorder.syntax;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** The quoted-printable encoding (RFC 2045, section 6.7). */
public final class QuotedPrintable {

  private static final int MAX_LINE = 76;
  private static final String HEX = "0123456789ABCDEF";

  private QuotedPrintable() {}

  /** Null if an escape is broken. */
  public static byte @Nullable [] decode(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length);
    for (int i = 0; i < text.length; i++) {
      if (text[i] != '=') {
        out.write(text[i]);
        continue;
      }
      int soft = softEnd(text, i + 1);
      if (soft > 0) {
        i = soft - 1;
        continue;
      }
      int high = i + 2 < text.length ? Character.digit(text[i + 1], 16) : -1;
      int low = i + 2 < text.length ? Character.digit(text[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      out.write(high << 4 | low);
      i += 2;
    }
    return out.toByteArray();
  }

  /** Behind the line end that is none of the text; -1 if none follows. */
  private static int softEnd(byte[] text, int from) {
    int at = from;
    while (at < text.length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')) {
      at++;
    }
    return at == text.length || text[at] == '\n' ? Math.min(at + 1, text.length) : -1;
  }

  /** Line ends stay; lines are at most 76 characters. */
  public static String encode(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length + bytes.length / 8);
    int line = 0;
    for (int i = 0; i < bytes.length; i++) {
      int b = bytes[i] & 0xff;
      boolean atEnd = i + 1 == bytes.length || bytes[i + 1] == '\n' || bytes[i + 1] == '\r';
      if (b == '\n' || (b == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n')) {
        out.append((char) b);
        line = 0;
        continue;
      }
      boolean blank = b == ' ' || b == '\t';
      boolean plain = blank ? !atEnd : b > ' ' && b <= '~' && b != '=';
      int length = plain ? 1 : 3;
      if (line + length >= MAX_LINE) {
        out.append("=\r\n");
        line = 0;
      }
      if (plain) {
        out.append((char) b);
      } else {
        out.append('=').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 15));
      }
      line += length;
    }
    return out.toString();
  }
}
