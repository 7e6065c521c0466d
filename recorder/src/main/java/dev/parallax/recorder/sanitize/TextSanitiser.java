package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.sanitize.SanitisedContent.Malformed;
import dev.parallax.recorder.sanitize.SanitisedContent.Prefix;
import dev.parallax.recorder.sanitize.SanitisedContent.UnknownCharset;
import dev.parallax.recorder.sanitize.SanitisedContent.Whole;
import dev.parallax.recorder.syntax.TextEncoding;

/**
 * Text of any other form: styles, scripts, prose. Strict replaces every letter and digit, so that
 * structure shows and content does not; detect replaces what is recognised.
 */
final class TextSanitiser {

  /** What a number is written in has no more characters. */
  private static final int MAX_GROUPS = 64;

  /** As one word of it. */
  private static final int MAX_GROUP = 16;

  private final Mode mode;
  private final ValueSanitiser values;

  TextSanitiser(Mode mode, ValueSanitiser values) {
    this.mode = mode;
    this.values = values;
  }

  /**
   * @param base where the text stands: {@code body }, with a blank at its end
   */
  SanitisedContent body(
      Scope scope, String base, byte[] content, MediaType type, boolean truncated) {
    TextEncoding encoding = TextEncoding.of(content, type.charset());
    if (encoding == null) {
      return new UnknownCharset();
    }
    String text = encoding.decode(content, truncated);
    if (text == null) {
      return new Malformed();
    }
    if (truncated) {
      text = uptoLastWord(text);
    }
    Location at = new Location(base.strip(), "");
    String sanitised =
        mode == Mode.DETECT
            ? values.detected(scope, at, text)
            : values.replace(scope, at, text, Why.DENY);
    byte[] out = encoding.encode(sanitised);
    return truncated ? new Prefix(out, 0, 0) : new Whole(out);
  }

  /**
   * A value that was cut might not be recognised for what it is: neither its last word counts, nor
   * groups of digits before that.
   */
  private static String uptoLastWord(String text) {
    int end = wordStart(text, text.length());
    int groups = end;
    while (groups > 0 && end - groups < MAX_GROUPS) {
      int last = groups;
      while (last > 0 && Character.isWhitespace(text.charAt(last - 1))) {
        last--;
      }
      int start = wordStart(text, last);
      if (last - start > MAX_GROUP
          || text.substring(start, last).chars().noneMatch(Character::isDigit)) {
        break;
      }
      groups = start;
    }
    return text.substring(0, groups);
  }

  /** Where the word starts that ends there. */
  private static int wordStart(String text, int end) {
    int start = end;
    while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }
}
