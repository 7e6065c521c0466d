package dev.parallax.recorder.sanitize.pseudonym;

import dev.parallax.recorder.sanitize.detect.Census;
import dev.parallax.recorder.sanitize.detect.KnownTokens;
import dev.parallax.recorder.sanitize.detect.PrivateKeys;

/**
 * Replaces letters and digits one by one, by others of their class; everything else stays: blanks,
 * punctuation, marks, emoji, lone surrogates.
 */
final class Characters {

  /** From here on, collisions of whole values are not to be expected. */
  private static final double INJECTIVE_BITS = 64;

  /** Natural logarithms of the sizes of ASCII's classes. */
  private static final double[] LOG = new double[27];

  static {
    for (int size = 1; size < LOG.length; size++) {
      LOG[size] = Math.log(size);
    }
  }

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
    boolean hex = Census.of(value).hex();
    StringBuilder out = new StringBuilder(value.length());
    double bits = 0;
    for (int i = 0; i < value.length(); ) {
      int codePoint = value.codePointAt(i);
      i += Character.charCount(codePoint);
      if (codePoint > 0x7f) {
        int[] alphabet = Alphabets.of(codePoint);
        out.appendCodePoint(
            alphabet.length == 0 ? codePoint : alphabet[stream.below(alphabet.length)]);
        bits += alphabet.length == 0 ? 0 : Math.log(alphabet.length);
        continue;
      }
      int size = asciiClassSize(codePoint, hex);
      out.append((char) (size == 1 ? codePoint : replaced(codePoint, hex, stream.below(size))));
      bits += LOG[size];
    }
    return new Pseudonym(out.toString(), bits / Math.log(2) >= INJECTIVE_BITS);
  }

  private static int asciiClassSize(int c, boolean hex) {
    if (Character.isDigit(c)) {
      return hex ? 16 : 10;
    }
    return Character.isLetter(c) ? hex ? 16 : 26 : 1;
  }

  private static int replaced(int c, boolean hex, int index) {
    if (hex) {
      return (Character.isUpperCase(c) ? "0123456789ABCDEF" : "0123456789abcdef").charAt(index);
    }
    int first = Character.isDigit(c) ? '0' : Character.isUpperCase(c) ? 'A' : 'a';
    return first + index;
  }
}
