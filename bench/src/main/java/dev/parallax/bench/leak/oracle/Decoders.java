package dev.parallax.bench.leak.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.text.Normalizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Undoes what text may be written in. Each answers null where there is nothing to undo. */
final class Decoders {

  /** A shorter run holds no window of a canary. */
  private static final int MIN_BASE64 = 11;

  private static final int MIN_HEX = 16;

  private Decoders() {}

  static byte @Nullable [] percent(byte[] text) {
    return hexBehind(text, '%');
  }

  static byte @Nullable [] quotedPrintable(byte[] text) {
    return hexBehind(text, '=');
  }

  private static byte @Nullable [] hexBehind(byte[] text, char mark) {
    ByteArrayOutputStream out = null;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == mark
          && i + 2 < text.length
          && hex(text[i + 1]) >= 0
          && hex(text[i + 2]) >= 0) {
        out = out == null ? begun(text, i) : out;
        out.write(hex(text[i + 1]) << 4 | hex(text[i + 2]));
        i += 2;
      } else if (out != null) {
        out.write(text[i]);
      }
    }
    return out == null ? null : out.toByteArray();
  }

  /** {@code \\u0040}, {@code \\"} and the like. */
  static byte @Nullable [] json(byte[] text) {
    ByteArrayOutputStream out = null;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\\' && i + 1 < text.length) {
        out = out == null ? begun(text, i) : out;
        int unit = i + 5 < text.length && text[i + 1] == 'u' ? number(text, i + 2, i + 6, 16) : -1;
        if (unit >= 0) {
          out.writeBytes(Character.toString(unit).getBytes(UTF_8));
          i += 5;
        } else {
          out.write(text[++i]);
        }
      } else if (out != null) {
        out.write(text[i]);
      }
    }
    return out == null ? null : out.toByteArray();
  }

  /** Numeric character references of HTML, decimal and hexadecimal. */
  static byte @Nullable [] entities(byte[] text) {
    ByteArrayOutputStream out = null;
    for (int i = 0; i < text.length; i++) {
      int end = text[i] == '&' && i + 3 < text.length && text[i + 1] == '#' ? i + 2 : -1;
      while (end > 0 && end < text.length && end < i + 10 && text[end] != ';') {
        end++;
      }
      boolean hex = end > 0 && (text[i + 2] | 0x20) == 'x';
      int point = end > 0 ? number(text, hex ? i + 3 : i + 2, end, hex ? 16 : 10) : -1;
      if (point >= 0 && Character.isValidCodePoint(point)) {
        out = out == null ? begun(text, i) : out;
        out.writeBytes(Character.toString(point).getBytes(UTF_8));
        i = end;
      } else if (out != null) {
        out.write(text[i]);
      }
    }
    return out == null ? null : out.toByteArray();
  }

  /** All runs of it, from each of their first four symbols, as one text. */
  static byte @Nullable [] base64(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int from = 0; from < text.length; ) {
      int to = from;
      while (to < text.length && base64(text[to]) >= 0) {
        to++;
      }
      if (to - from >= MIN_BASE64) {
        for (int shift = 0; shift < 4; shift++) {
          int bits = 0;
          int held = 0;
          for (int i = from + shift; i < to; i++) {
            bits = bits << 6 | base64(text[i]);
            held += 6;
            if (held >= Byte.SIZE) {
              held -= Byte.SIZE;
              out.write(bits >> held);
            }
          }
          out.write(0);
        }
      }
      from = to + 1;
    }
    return out.size() == 0 ? null : out.toByteArray();
  }

  /** All runs of it, from each of their first two symbols, as one text. */
  static byte @Nullable [] hex(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int from = 0; from < text.length; ) {
      int to = from;
      while (to < text.length && hex(text[to]) >= 0) {
        to++;
      }
      if (to - from >= MIN_HEX) {
        for (int shift = 0; shift < 2; shift++) {
          for (int i = from + shift; i + 1 < to; i += 2) {
            out.write(hex(text[i]) << 4 | hex(text[i + 1]));
          }
          out.write(0);
        }
      }
      from = to + 1;
    }
    return out.size() == 0 ? null : out.toByteArray();
  }

  /**
   * Letters and digits of ASCII alone: without separators, invisible characters, and the zeros of
   * UTF-16.
   */
  static byte[] bare(byte[] text) {
    byte[] bare = new byte[text.length];
    int length = 0;
    for (byte b : text) {
      if ((b >= '0' && b <= '9') || ((b | 0x20) >= 'a' && (b | 0x20) <= 'z')) {
        bare[length++] = b;
      }
    }
    return Arrays.copyOf(bare, length);
  }

  /** Digits and letters of whatever width or script as those of ASCII. */
  static byte @Nullable [] compatible(byte[] text) {
    boolean ascii = true;
    for (byte b : text) {
      ascii &= b >= 0;
    }
    if (ascii) {
      return null;
    }
    StringBuilder plain = new StringBuilder();
    Normalizer.normalize(new String(text, UTF_8), Normalizer.Form.NFKC)
        .codePoints()
        .forEach(
            point ->
                plain.appendCodePoint(
                    Character.isDigit(point) ? '0' + Character.digit(point, 10) : point));
    return plain.toString().getBytes(UTF_8);
  }

  static byte[] reversed(byte[] text) {
    byte[] reversed = new byte[text.length];
    for (int i = 0; i < text.length; i++) {
      reversed[i] = text[text.length - 1 - i];
    }
    return reversed;
  }

  private static ByteArrayOutputStream begun(byte[] text, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length);
    out.write(text, 0, length);
    return out;
  }

  /** -1 if it is none. */
  private static int number(byte[] text, int from, int to, int radix) {
    int number = to > from ? 0 : -1;
    for (int i = from; i < to && number >= 0; i++) {
      int digit = Character.digit(text[i], radix);
      number = digit < 0 ? -1 : number * radix + digit;
    }
    return number;
  }

  private static int hex(byte b) {
    return Character.digit(b, 16);
  }

  private static int base64(byte b) {
    if (b >= 'A' && b <= 'Z') {
      return b - 'A';
    }
    if (b >= 'a' && b <= 'z') {
      return b - 'a' + 26;
    }
    if (b >= '0' && b <= '9') {
      return b - '0' + 52;
    }
    return b == '+' || b == '-' ? 62 : b == '/' || b == '_' ? 63 : -1;
  }
}
