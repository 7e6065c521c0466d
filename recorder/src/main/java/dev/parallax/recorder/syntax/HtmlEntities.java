package dev.parallax.recorder.syntax;

import org.jspecify.annotations.Nullable;

/**
 * Character references of HTML (WHATWG HTML, sections 13.2.5.72 to 13.2.5.80) and of XML. Safe on
 * any thread.
 */
public final class HtmlEntities {

  private static final int MAX_DIGITS = 8;
  private static final char REPLACEMENT = '\ufffd';

  /** What 0x80 to 0x9f stand for: windows-1252. */
  private static final String C1 =
      "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
          + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

  private HtmlEntities() {}

  /**
   * The text that a browser makes of this: what is no reference is left.
   *
   * @param attribute whether this is the value of one, where a reference ends with its semicolon or
   *     before what could not be part of a URL's parameter
   */
  public static String decode(String text, boolean attribute) {
    int amp = text.indexOf('&');
    if (amp < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (amp >= 0) {
      out.append(text, at, amp);
      at = reference(text, amp, attribute, out);
      amp = text.indexOf('&', at);
    }
    return out.append(text, at, text.length()).toString();
  }

  /**
   * As {@link #decode}, of XML.
   *
   * @param declaredElsewhere whether names of HTML are let pass, as in XHTML
   * @throws MalformedTextException if something is no reference, or to what is no character
   */
  public static String decodeXml(String text, boolean declaredElsewhere)
      throws MalformedTextException {
    int amp = text.indexOf('&');
    if (amp < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (amp >= 0) {
      out.append(text, at, amp);
      int semicolon = text.indexOf(';', amp);
      if (semicolon < 0 || semicolon - amp > HtmlEntityNames.LONGEST + 1) {
        throw new MalformedTextException();
      }
      out.append(xmlReference(text.substring(amp + 1, semicolon), declaredElsewhere));
      at = semicolon + 1;
      amp = text.indexOf('&', at);
    }
    return out.append(text, at, text.length()).toString();
  }

  private static String xmlReference(String name, boolean declaredElsewhere)
      throws MalformedTextException {
    return switch (name) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "apos" -> "'";
      default -> otherReference(name, declaredElsewhere);
    };
  }

  private static String otherReference(String name, boolean declaredElsewhere)
      throws MalformedTextException {
    if (name.startsWith("#")) {
      boolean hex = name.startsWith("#x");
      int codePoint = number(name, hex ? 2 : 1, name.length(), hex);
      if (codePoint < 0 || !XmlCharacters.isCharacter(codePoint)) {
        throw new MalformedTextException();
      }
      return Character.toString(codePoint);
    }
    String named = declaredElsewhere ? HtmlEntityNames.TABLE.get(name + ';') : null;
    if (named == null) {
      throw new MalformedTextException();
    }
    return named;
  }

  /** Appends what the reference stands for, or its ampersand; returns where to go on. */
  private static int reference(String text, int amp, boolean attribute, StringBuilder out) {
    int start = amp + 1;
    if (start < text.length() && text.charAt(start) == '#') {
      int end = numeric(text, start + 1, out);
      if (end > 0) {
        return end;
      }
    } else {
      int end = named(text, start, attribute, out);
      if (end > 0) {
        return end;
      }
    }
    out.append('&');
    return start;
  }

  private static int numeric(String text, int from, StringBuilder out) {
    boolean hex = from < text.length() && (text.charAt(from) == 'x' || text.charAt(from) == 'X');
    int start = hex ? from + 1 : from;
    int end = start;
    while (end < text.length() && digit(text.charAt(end), hex) >= 0) {
      end++;
    }
    if (end == start) {
      return -1;
    }
    int codePoint = number(text, start, end, hex);
    if (codePoint >= 0x80 && codePoint <= 0x9f) {
      out.append(C1.charAt(codePoint - 0x80));
    } else if (codePoint <= 0 || (codePoint >= 0xD800 && codePoint <= 0xDFFF)) {
      out.append(REPLACEMENT);
    } else {
      out.appendCodePoint(codePoint);
    }
    return end < text.length() && text.charAt(end) == ';' ? end + 1 : end;
  }

  /** -1 if it is no code point. */
  private static int number(String text, int from, int to, boolean hex) {
    int start = from;
    while (start < to - 1 && text.charAt(start) == '0') {
      start++;
    }
    if (start == to || to - start > MAX_DIGITS) {
      return -1;
    }
    long value = 0;
    for (int i = start; i < to; i++) {
      int digit = digit(text.charAt(i), hex);
      if (digit < 0) {
        return -1;
      }
      value = value * (hex ? 16 : 10) + digit;
    }
    return value > Character.MAX_CODE_POINT ? -1 : (int) value;
  }

  private static int digit(char c, boolean hex) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return hex && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** The longest name that begins here. */
  private static int named(String text, int start, boolean attribute, StringBuilder out) {
    int limit = Math.min(text.length(), start + HtmlEntityNames.LONGEST);
    int end = start;
    while (end < limit && alphanumeric(text.charAt(end))) {
      end++;
    }
    if (end < limit && text.charAt(end) == ';') {
      String whole = HtmlEntityNames.TABLE.get(text.substring(start, end + 1));
      if (whole != null) {
        out.append(whole);
        return end + 1;
      }
    }
    for (int shorter = Math.min(end, start + HtmlEntityNames.LONGEST_BARE);
        shorter > start + 1;
        shorter--) {
      String bare = HtmlEntityNames.TABLE.get(text.substring(start, shorter));
      if (bare != null) {
        return attribute && goesOn(text, shorter) ? -1 : appended(bare, out, shorter);
      }
    }
    return -1;
  }

  private static int appended(@Nullable String bare, StringBuilder out, int end) {
    out.append(bare);
    return end;
  }

  private static boolean goesOn(String text, int at) {
    return at < text.length() && (text.charAt(at) == '=' || alphanumeric(text.charAt(at)));
  }

  private static boolean alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
