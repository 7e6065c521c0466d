package dev.parallax.recorder.endpoint;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells by the look of one path segment whether it is a value, and of which kind. Errs towards
 * words: what it misses, the {@link TemplateMiner} finds by how much it varies.
 */
final class SegmentShape {

  /** Longer segments are text, whatever is in them: templates stay short. */
  static final int MAX_LITERAL_CHARS = 64;

  private static final int MIN_HEX_CHARS = 16;
  private static final int MIN_TOKEN_CHARS = 16;
  private static final int MIN_ID_DIGITS = 4;
  private static final int UUID_CHARS = 36;
  private static final int ULID_CHARS = 26;
  private static final int DATE_CHARS = 10;

  private static final Set<String> OPAQUE = Set.of("{id}", "{uuid}", "{hex}", "{ulid}", "{token}");

  private SegmentShape() {}

  /**
   * @return a placeholder such as {@code {id}} or {@code {id}.png}, or the segment itself where it
   *     looks like a word
   */
  static String template(String segment) {
    if (isEmail(segment)) {
      return "{email}";
    } else if (Locales.is(segment)) {
      return "{locale}";
    }
    String extension = Extensions.of(segment);
    if (!extension.isEmpty()) {
      String stem = placeholder(segment.substring(0, segment.length() - extension.length() - 1));
      if (stem != null) {
        return stem + '.' + extension;
      }
    }
    String placeholder = placeholder(segment);
    return placeholder == null ? segment : placeholder;
  }

  static boolean isPlaceholder(String template) {
    return template.startsWith("{");
  }

  /** Whether it stands for an id of a kind that may be mistaken for another kind. */
  static boolean isOpaque(String template) {
    return OPAQUE.contains(template.substring(0, template.indexOf('}') + 1));
  }

  /** What comes after a placeholder: an extension, or nothing. */
  static String suffix(String placeholder) {
    return placeholder.substring(placeholder.indexOf('}') + 1);
  }

  private static @Nullable String placeholder(String segment) {
    Census census = Census.of(segment);
    if (census.digits == segment.length() && census.digits > 0) {
      return "{id}";
    } else if (segment.length() > MAX_LITERAL_CHARS && census.longestTokenRun == 0) {
      return "{text}";
    } else if (census.escapes > 0) {
      return "{text}";
    } else if (census.digits == 0) {
      return null;
    } else if (isUuid(segment)) {
      return "{uuid}";
    } else if (census.hex == segment.length() && segment.length() >= MIN_HEX_CHARS) {
      return "{hex}";
    } else if (isUlid(segment)) {
      return "{ulid}";
    } else if (isDate(segment)) {
      return "{date}";
    } else if (census.digits + census.numberSigns == segment.length()) {
      return "{number}";
    } else if (census.longestTokenRun >= MIN_TOKEN_CHARS) {
      return "{token}";
    } else if (census.longestDigitRun >= MIN_ID_DIGITS) {
      return "{id}";
    }
    return null;
  }

  private static boolean isEmail(String segment) {
    int at = segment.indexOf('@');
    if (at < 0) {
      at = segment.indexOf("%40");
    }
    return at > 0 && segment.indexOf('.', at) > at;
  }

  private static boolean isUuid(String segment) {
    if (segment.length() != UUID_CHARS) {
      return false;
    }
    for (int i = 0; i < UUID_CHARS; i++) {
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen ? segment.charAt(i) != '-' : !isHex(segment.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Crockford's base 32: 48 bits of time, so that the first character is at most 7. */
  private static boolean isUlid(String segment) {
    if (segment.length() != ULID_CHARS || segment.charAt(0) < '0' || segment.charAt(0) > '7') {
      return false;
    }
    for (int i = 0; i < ULID_CHARS; i++) {
      if ("0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz".indexOf(segment.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** ISO 8601, with or without a time. */
  private static boolean isDate(String segment) {
    if (segment.length() < DATE_CHARS
        || (segment.length() > DATE_CHARS && segment.charAt(DATE_CHARS) != 'T')) {
      return false;
    }
    for (int i = 0; i < DATE_CHARS; i++) {
      boolean hyphen = i == 4 || i == 7;
      if (hyphen ? segment.charAt(i) != '-' : !isDigit(segment.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  /** What one pass over a segment counts. */
  private static final class Census {

    private int digits;
    private int hex;
    private int numberSigns;

    /** Percent signs and braces: written by an encoder, or mistakable for a placeholder. */
    private int escapes;

    private int longestDigitRun;

    /** The longest run of letters and digits that has two of each. */
    private int longestTokenRun;

    static Census of(String segment) {
      Census census = new Census();
      int digitRun = 0;
      int lettersInRun = 0;
      int digitsInRun = 0;
      for (int i = 0; i < segment.length(); i++) {
        char c = segment.charAt(i);
        digitRun = isDigit(c) ? digitRun + 1 : 0;
        census.longestDigitRun = Math.max(census.longestDigitRun, digitRun);
        if (isDigit(c)) {
          census.digits++;
          digitsInRun++;
        } else if (isLetter(c)) {
          lettersInRun++;
        } else {
          census.note(c);
          lettersInRun = 0;
          digitsInRun = 0;
        }
        if (isHex(c)) {
          census.hex++;
        }
        if (lettersInRun >= 2 && digitsInRun >= 2) {
          census.longestTokenRun = Math.max(census.longestTokenRun, lettersInRun + digitsInRun);
        }
      }
      return census;
    }

    private void note(char c) {
      if (c == '.' || c == ',' || c == '-' || c == '+' || c == ':') {
        numberSigns++;
      } else if (c == '%' || c == '{' || c == '}') {
        escapes++;
      }
    }
  }
}
