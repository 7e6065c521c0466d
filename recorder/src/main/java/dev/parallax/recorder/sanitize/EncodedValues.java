package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Leaf;
import dev.parallax.recorder.sanitize.detect.Finder;
import dev.parallax.recorder.sanitize.detect.Kind;
import dev.parallax.recorder.sanitize.detect.Shapes;
import dev.parallax.recorder.syntax.QuotedPrintable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Values that are text in another writing: base64 in either alphabet, with or without padding,
 * hexadecimal digits, percent-encoding, perhaps twice, quoted-printable, and {@code data:} URIs.
 * What they say is sanitised and written again in the same way, so that it joins with the same
 * value elsewhere. What says nothing that is recognised is what it looks like: a token.
 */
final class EncodedValues {

  private static final int MIN_CHARS = 12;
  private static final int MAX_CHARS = 1 << 20;

  /** Of a UUID in base64, which needs no padding. */
  private static final int UUID_CHARS = 48;

  private final ValueSanitiser values;

  EncodedValues(ValueSanitiser values) {
    this.values = values;
  }

  /** What sanitises the text that a value says. */
  interface Inner {
    /** With the leaves of what it replaces. */
    String sanitise(Scope alone, String text);
  }

  /**
   * Null if the value is none of these, or says nothing that is to be replaced.
   *
   * @param deny whether data that is no text is replaced, too
   */
  @Nullable Replacement replacement(Scope scope, String value, boolean deny, Inner inner) {
    int length = value.length();
    if (length < MIN_CHARS / 2 || length > MAX_CHARS) {
      return null;
    }
    if (value.indexOf('%') >= 0 && compact(value)) {
      return percent(scope, value, inner);
    }
    if (quotes(value)) {
      return quotedPrintable(scope, value, inner);
    }
    if (length < MIN_CHARS) {
      return null;
    }
    if (value.regionMatches(true, 0, "data:", 0, 5)) {
      return dataUri(scope, value, deny, inner);
    }
    byte[] hex = hex(value);
    String text = hex == null ? null : said(hex);
    if (text == null) {
      return base64(scope, value, inner);
    }
    Scope alone = inside(scope);
    String sanitised = sanitised(alone, text, inner);
    return sanitised.equals(text) ? null : replaced(alone, hexOf(sanitised, value), "hex");
  }

  /**
   * Whether it is a UUID in base64, as servers of GraphQL give them out: it looks as random as a
   * secret does, and may pass where a UUID may.
   */
  static boolean isUuid(String value) {
    Variant variant = value.length() == UUID_CHARS ? Variant.of(value) : null;
    byte[] bytes = variant == null ? null : variant.decode(value);
    return bytes != null && Shapes.uuid(new String(bytes, StandardCharsets.US_ASCII));
  }

  private @Nullable Replacement base64(Scope scope, String value, Inner inner) {
    Variant variant = Variant.of(value);
    byte[] bytes = variant == null ? null : variant.decode(value);
    String text = bytes == null ? null : said(bytes);
    if (variant == null || text == null) {
      return null;
    }
    Scope alone = inside(scope);
    String sanitised = sanitised(alone, text, inner);
    return sanitised.equals(text) ? null : replaced(alone, variant.encode(sanitised), "base64");
  }

  private @Nullable Replacement percent(Scope scope, String value, Inner inner) {
    String text = Percent.decode(value);
    if (text == null || text.equals(value)) {
      return null;
    }
    Scope alone = inside(scope);
    String sanitised = inner.sanitise(alone, text);
    return sanitised.equals(text)
        ? null
        : replaced(alone, Percent.encode(sanitised, open(value)), "percent");
  }

  /** As mail is written: an equals sign, and the two digits of a byte. */
  private @Nullable Replacement quotedPrintable(Scope scope, String value, Inner inner) {
    byte[] bytes = QuotedPrintable.decode(value.getBytes(StandardCharsets.UTF_8));
    String text = bytes == null ? null : said(bytes);
    if (text == null) {
      return null;
    }
    Scope alone = inside(scope);
    String sanitised = sanitised(alone, text, inner);
    String written = QuotedPrintable.encode(sanitised.getBytes(StandardCharsets.UTF_8));
    String lines = value.indexOf('\n') < 0 ? written.replace("=\r\n", "") : written;
    return sanitised.equals(text) ? null : replaced(alone, lines, "quoted-printable");
  }

  /** Whether it has such a byte; what an assignment is, is mostly no digit. */
  private static boolean quotes(String value) {
    for (int at = value.indexOf('='); at >= 0; at = value.indexOf('=', at + 1)) {
      if (at + 2 < value.length()
          && Character.digit(value.charAt(at + 1), 16) >= 0
          && Character.digit(value.charAt(at + 2), 16) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** The signs that stand for themselves. */
  private static String open(String value) {
    StringBuilder signs = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean sign = c > ' ' && c < 0x7f && c != '%' && !Character.isLetterOrDigit(c);
      if (sign && signs.indexOf(String.valueOf(c)) < 0) {
        signs.append(c);
      }
    }
    return signs.toString();
  }

  /** {@code data:text/plain;charset=utf-8;base64,…} (RFC 2397). */
  private @Nullable Replacement dataUri(Scope scope, String value, boolean deny, Inner inner) {
    int comma = value.indexOf(',');
    if (comma < 0) {
      return null;
    }
    String head = value.substring(5, comma);
    boolean coded = head.toLowerCase(Locale.ROOT).endsWith(";base64");
    MediaType type =
        MediaType.parse(coded ? head.substring(0, head.length() - ";base64".length()) : head);
    String data = value.substring(comma + 1);
    Scope alone = inside(scope);
    String text = coded ? null : Percent.decode(data);
    Replacement inside = coded ? base64(scope, data, inner) : null;
    String sanitised =
        inside != null
            ? inside.text()
            : text == null
                ? (deny ? values.token(alone, data) : data)
                : Percent.encode(inner.sanitise(alone, text), open(data));
    String kept = type.essence().isEmpty() ? "" : type.text();
    String out = value.substring(0, 5) + kept + (coded ? ";base64," : ",") + sanitised;
    return out.equals(value) ? null : replaced(alone, out, "data-uri");
  }

  private static String sanitised(Scope alone, String text, Inner inner) {
    int colon = text.indexOf(':');
    return colon > 0 && global(text, colon)
        ? inner.sanitise(alone, text.substring(0, colon))
            + ':'
            + inner.sanitise(alone, text.substring(colon + 1))
        : inner.sanitise(alone, text);
  }

  /**
   * An id with the name of its type, {@code Order:12345}, as servers of GraphQL give them out. Both
   * are looked at by themselves, since the name may be somebody's.
   */
  private static boolean global(String text, int colon) {
    Kind kind = Shapes.of(text.substring(colon + 1));
    return (kind == Kind.ID || kind == Kind.UUID)
        && NameSanitiser.identifier(text.substring(0, colon));
  }

  /** The text that the bytes are, if it says something that is recognised; null else. */
  private static @Nullable String said(byte[] bytes) {
    String text = text(bytes);
    if (text == null) {
      return null;
    }
    int colon = text.indexOf(':');
    boolean recognised =
        JsonSanitiser.looksLikeJson(text)
            || Shapes.uuid(text)
            || (colon > 0 && global(text, colon))
            || !Finder.find(text).isEmpty();
    return recognised ? text : null;
  }

  /** Null if they are not UTF-8, or have signs that no text has: most tokens do. */
  private static @Nullable String text(byte[] bytes) {
    for (byte b : bytes) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\t' && b != '\r') {
        return null;
      }
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    // It stands for what is malformed, or was there; an exception for each token would be dear.
    return text.indexOf('\uFFFD') < 0 || Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8))
        ? text
        : null;
  }

  /** Of which all that was replaced within is said. */
  private static Replacement replaced(Scope alone, String text, String writing) {
    Told told = Told.NOTHING.and(writing, true);
    for (Leaf leaf : alone.leaves().all()) {
      told = told.and(leaf.getKind(), leaf.getFidelity() == Leaf.Fidelity.INJECTIVE);
    }
    return new Replacement(text, told.kinds(), told.injective());
  }

  /** Without a place of its own: of the value it is said where it stands. */
  private static Scope inside(Scope scope) {
    return new Scope("", new Leaves(), scope.echoes(), null);
  }

  private static boolean compact(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ') {
        return false;
      }
    }
    return true;
  }

  /** Null if it is none, in one case. */
  private static byte @Nullable [] hex(String value) {
    if ((value.length() & 1) != 0) {
      return null;
    }
    boolean small = false;
    boolean large = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      small |= c >= 'a' && c <= 'f';
      large |= c >= 'A' && c <= 'F';
      boolean digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      if (!digit || (small && large)) {
        return null;
      }
    }
    return HexFormat.of().parseHex(value);
  }

  private static String hexOf(String text, String like) {
    String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    return like.equals(like.toLowerCase(Locale.ROOT)) ? hex : hex.toUpperCase(Locale.ROOT);
  }

  /** Which of the writings of base64 (RFC 4648, sections 4 and 5). */
  private record Variant(boolean url, boolean padded) {

    /** Null if it is none of them. */
    static @Nullable Variant of(String value) {
      int end = value.length();
      while (end > 0 && value.charAt(end - 1) == '=') {
        end--;
      }
      boolean signs = end < value.length();
      if (value.length() - end > 2 || end % 4 == 1 || (signs && value.length() % 4 != 0)) {
        return null;
      }
      boolean url = false;
      boolean standard = false;
      for (int i = 0; i < end; i++) {
        char c = value.charAt(i);
        url |= c == '-' || c == '_';
        standard |= c == '+' || c == '/';
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && "-_+/".indexOf(c) < 0) {
          return null;
        }
      }
      // Where no padding is needed, the alphabet tells what is usual.
      boolean padded = signs || (value.length() % 4 == 0 && !url);
      return url && standard ? null : new Variant(url, padded);
    }

    byte @Nullable [] decode(String value) {
      try {
        return (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(value);
      } catch (IllegalArgumentException notBase64) {
        return null;
      }
    }

    String encode(String text) {
      Base64.Encoder encoder = url ? Base64.getUrlEncoder() : Base64.getEncoder();
      return (padded ? encoder : encoder.withoutPadding())
          .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
