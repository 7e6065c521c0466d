package dev.parallax.recorder.sanitize.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with its characters beyond ASCII as those that they are read as: digits of any script,
 * full-width letters and signs, blanks and dashes of any width; and without those that are not
 * seen, such as soft hyphens. Where nothing is folded, there is none.
 */
public final class Folded {

  private static final char DROPPED = '\0';

  private final String original;
  private final String text;

  /** Where each character of the text begins in the original, and the end. */
  private final int[] starts;

  private Folded(String original, String text, int[] starts) {
    this.original = original;
    this.text = text;
    this.starts = starts;
  }

  /** Null if the text reads as it is written. */
  public static @Nullable Folded of(String original) {
    StringBuilder text = null;
    int[] starts = {};
    for (int i = 0; i < original.length(); ) {
      int codePoint = original.codePointAt(i);
      int chars = Character.charCount(codePoint);
      int as = codePoint < 0x80 ? codePoint : fold(codePoint);
      if (as != codePoint && text == null) {
        text = new StringBuilder(original.length()).append(original, 0, i);
        starts = new int[original.length() + 1];
        Arrays.setAll(starts, at -> at);
      }
      if (text != null && as != DROPPED) {
        for (int c = 0; c < Character.charCount(as); c++) {
          starts[text.length() + c] = i + c;
        }
        text.appendCodePoint(as);
      }
      i += chars;
    }
    if (text == null) {
      return null;
    }
    starts[text.length()] = original.length();
    return new Folded(original, text.toString(), starts);
  }

  public String text() {
    return text;
  }

  /** What was found in the text, as it stands in the original. */
  List<Find> original(List<Find> finds) {
    List<Find> out = new ArrayList<>(finds.size());
    for (Find find : finds) {
      int last = starts[find.end() - 1];
      int end = last + Character.charCount(original.codePointAt(last));
      out.add(new Find(starts[find.start()], end, find.kind()));
    }
    return out;
  }

  /**
   * {@code replaced} written as the original is: its digits in the same script, its letters of the
   * same width, with what is not seen in the same places.
   *
   * @param replaced as long as {@link #text}; another is returned as it is
   */
  public String like(String replaced) {
    if (replaced.length() != text.length()) {
      return replaced;
    }
    StringBuilder out = new StringBuilder(original.length());
    int next = 0;
    for (int i = 0; i < original.length(); ) {
      int codePoint = original.codePointAt(i);
      i += Character.charCount(codePoint);
      int as = codePoint < 0x80 ? codePoint : fold(codePoint);
      if (as == DROPPED) {
        out.appendCodePoint(codePoint);
        continue;
      }
      char fresh = replaced.charAt(next);
      next += Character.charCount(as);
      boolean digits = isDigit(as) && isDigit(fresh);
      boolean letters = isLetter(as) && isLetter(fresh);
      out.appendCodePoint(
          as == codePoint ? fresh : digits || letters ? codePoint + fresh - as : codePoint);
    }
    return out.toString();
  }

  private static int fold(int c) {
    if (c >= 0xff01 && c <= 0xff5e) {
      return c - 0xfee0;
    }
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER -> '0' + Character.digit(c, 10);
      case Character.SPACE_SEPARATOR -> ' ';
      case Character.DASH_PUNCTUATION -> '-';
      // Soft hyphen, zero-width blanks and joiners, marks of direction.
      case Character.FORMAT -> DROPPED;
      case Character.MATH_SYMBOL -> c == 0x2212 ? '-' : c;
      default -> c;
    };
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(int c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
