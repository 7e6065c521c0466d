package dev.parallax.comparator.report;

import java.util.Locale;

/**
 * Makes characters that cannot be seen, or that reorder what is seen, stand out: {@code U+202E} is
 * shown as {@code ⟨U+202E⟩}. Two values that differ only in a no-break space then look different,
 * and captured text cannot dress up as something else. What is left is also what XML 1.0 can hold.
 */
final class Visible {

  private Visible() {}

  /** The text on one line, with everything invisible named. */
  static String of(String text) {
    if (text.codePoints().noneMatch(Visible::isHidden)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 32);
    text.codePoints()
        .forEach(
            c -> {
              if (isHidden(c)) {
                shown.append(name(c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  /** As {@link #of}, cut to so many code points, the last of them an ellipsis. */
  static String of(String text, int maxCodePoints) {
    String shown = of(text);
    if (shown.codePointCount(0, shown.length()) <= maxCodePoints) {
      return shown;
    }
    return shown.substring(0, shown.offsetByCodePoints(0, maxCodePoints - 1)) + "…";
  }

  /** {@code ⟨U+202E⟩} */
  static String name(int codePoint) {
    return String.format(Locale.ROOT, "⟨U+%04X⟩", codePoint);
  }

  /** Control, format, bidi, lone surrogate, noncharacter, or a space that is not U+0020. */
  static boolean isHidden(int codePoint) {
    if (codePoint >= ' ' && codePoint <= '~') {
      return false;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
    };
  }
}
