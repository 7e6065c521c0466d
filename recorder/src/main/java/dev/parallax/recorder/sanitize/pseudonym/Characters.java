package dev.parallax.recorder.sanitize.pseudonym;

import dev.parallax.recorder.sanitize.detect.KnownTokens;
import dev.parallax.recorder.sanitize.detect.PrivateKeys;
import java.nio.charset.StandardCharsets;

/**
 * Replaces letters and digits one by one, by others of their class; everything else stays: blanks,
 * punctuation, marks, emoji, lone surrogates.
 */
final class Characters {

  /** From here on, collisions of whole values are not to be expected. */
  private static final double INJECTIVE_BITS = 64;

  private static final double LN_2 = Math.log(2);
  private static final double DIGIT_BITS = Math.log(10) / LN_2;
  private static final double LETTER_BITS = Math.log(26) / LN_2;
  private static final double HEX_BITS = 4;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

  private final Keyed keyed;

  Characters(Keyed keyed) {
    this.keyed = keyed;
  }

  Pseudonym replace(String domain, String value) {
    return replace(keyed.stream(domain, value), value);
  }

  /** What says which sort of secret it is stays: a prefix, the lines around a key. */
  Pseudonym secret(String value) {
    int body = PrivateKeys.bodyStart(value, 0);
    int start = body > 0 ? body : KnownTokens.prefix(value);
    int end = body > 0 ? PrivateKeys.bodyEnd(value, body) : value.length();
    Pseudonym replaced = replace("text", value.substring(start, end));
    return new Pseudonym(
        value.substring(0, start) + replaced.text() + value.substring(end), replaced.injective());
  }

  static Pseudonym replace(KeyedStream stream, String value) {
    int letterCase = hexCase(value);
    return letterCase < 0 ? text(stream, value) : hex(stream, value, letterCase);
  }

  /**
   * The bit by which its letters differ from lower case, if the value is nothing but hexadecimal
   * digits of one case, both digits and letters among them; -1 if it is not.
   */
  private static int hexCase(String value) {
    int digits = 0;
    int lower = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c >= 'a' && c <= 'f') {
        lower++;
      } else if (c < 'A' || c > 'F') {
        return -1;
      }
    }
    int upper = value.length() - digits - lower;
    boolean mixed = digits > 0 && (lower == 0) != (upper == 0);
    return !mixed ? -1 : upper > 0 ? 0x20 : 0;
  }

  private static Pseudonym hex(KeyedStream stream, String value, int letterCase) {
    byte[] out = new byte[value.length()];
    long bits = 0;
    for (int i = 0; i < out.length; i++) {
      bits = i % 16 == 0 ? stream.next() : bits >>> 4;
      byte digit = HEX[(int) bits & 0xf];
      out[i] = (byte) (digit > '9' ? digit ^ letterCase : digit);
    }
    return new Pseudonym(
        new String(out, StandardCharsets.ISO_8859_1), out.length * HEX_BITS >= INJECTIVE_BITS);
  }

  private static Pseudonym text(KeyedStream stream, String value) {
    int length = value.length();
    byte[] out = new byte[length];
    double bits = 0;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c > 0x7f) {
        return beyondAscii(stream, value, out, i, bits);
      }
      out[i] = (byte) ascii(stream, c);
      bits += asciiBits(c);
    }
    return new Pseudonym(new String(out, StandardCharsets.ISO_8859_1), bits >= INJECTIVE_BITS);
  }

  /** As {@link #text}, from the first character on that is not of ASCII. */
  private static Pseudonym beyondAscii(
      KeyedStream stream, String value, byte[] done, int from, double doneBits) {
    StringBuilder out = new StringBuilder(value.length());
    out.append(new String(done, 0, from, StandardCharsets.ISO_8859_1));
    double bits = doneBits;
    for (int i = from; i < value.length(); ) {
      int codePoint = value.codePointAt(i);
      i += Character.charCount(codePoint);
      if (codePoint <= 0x7f) {
        out.append((char) ascii(stream, codePoint));
        bits += asciiBits(codePoint);
        continue;
      }
      int[] alphabet = Alphabets.of(codePoint);
      boolean kept = alphabet.length == 0;
      out.appendCodePoint(kept ? codePoint : alphabet[stream.below(alphabet.length)]);
      bits += kept ? 0 : Math.log(alphabet.length) / LN_2;
    }
    return new Pseudonym(out.toString(), bits >= INJECTIVE_BITS);
  }

  private static int ascii(KeyedStream stream, int c) {
    if (isDigit(c)) {
      return '0' + stream.below(10);
    }
    return isLetter(c) ? (c & 0x20) | ('A' + stream.below(26)) : c;
  }

  private static double asciiBits(int c) {
    return isDigit(c) ? DIGIT_BITS : isLetter(c) ? LETTER_BITS : 0;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(int c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }
}
