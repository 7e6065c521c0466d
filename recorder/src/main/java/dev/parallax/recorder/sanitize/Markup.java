package dev.parallax.recorder.sanitize;

import java.nio.charset.CharsetEncoder;
import org.jspecify.annotations.Nullable;

/** Writes text into XML or HTML. */
final class Markup {

  private Markup() {}

  /**
   * @param quote that the text stands in; 0 outside of attributes, a blank where there is none
   * @param limits of the encoding; null if it has all characters
   */
  static void escape(StringBuilder out, String text, char quote, @Nullable CharsetEncoder limits) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int length = Character.charCount(c);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append(quote == 0 || quote == '\'' ? "\"" : "&quot;");
        case '\'' -> out.append(quote == 0 || quote == '"' ? "'" : "&#39;");
        default -> {
          boolean written =
              (limits == null || limits.canEncode(text.subSequence(i, i + length)))
                  && !(quote != 0 && c < ' ')
                  && !(quote == ' ' && (c == ' ' || c == '=' || c == '`'));
          if (written) {
            out.appendCodePoint(c);
          } else {
            out.append("&#").append(c).append(';');
          }
        }
      }
      i += length;
    }
  }
}
