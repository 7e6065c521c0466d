package dev.parallax.recorder.syntax;

import java.util.Locale;
import java.util.Set;

/**
 * The tokens of an HTML document, as a browser tells them apart (WHATWG HTML, section 13.2.5), one
 * behind the other, which cover it without a gap. Whatever comes, there is a token for it: what a
 * browser takes for text or for a comment is never a tag here. Where that hangs on more than the
 * tokens, as in CDATA sections, it is text.
 *
 * <p>Confined to one thread.
 */
public final class HtmlLexer {

  /** What a token is. */
  public enum Token {
    /** With character references. */
    TEXT,
    /** The content of a script, a style sheet or the like, without any. */
    RAW_TEXT,
    /** A comment, or what a browser takes for one. */
    COMMENT,
    DOCTYPE,
    /** A start tag with its {@link #attributes()}, closed by itself or not. */
    START,
    END,
    /** The text ends within a tag or a comment, which a browser drops. */
    UNFINISHED,
    DONE
  }

  private static final Set<String> RAW =
      Set.of("script", "style", "xmp", "iframe", "noembed", "noframes");

  /** Whose content has references, but no tags. */
  private static final Set<String> ESCAPABLE = Set.of("title", "textarea");

  private static final int LONGEST_KNOWN = 10;

  private final String text;
  private final Attributes attributes = new Attributes();
  private int from;
  private int to;
  private int nameTo;
  private int contentFrom;
  private int contentTo;

  /** The element whose content comes next and has no tags; empty if tags come. */
  private String without = "";

  public HtmlLexer(String text) {
    this.text = text;
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  /** Behind the name of a tag. */
  public int nameTo() {
    return nameTo;
  }

  /** Of a comment or a document type: what stands between its marks. */
  public int contentFrom() {
    return contentFrom;
  }

  public int contentTo() {
    return contentTo;
  }

  public Attributes attributes() {
    return attributes;
  }

  /** Goes to the next token. */
  public Token next() {
    from = to;
    if (from == text.length()) {
      return Token.DONE;
    }
    if (!without.isEmpty()) {
      String element = without;
      without = "";
      to = contentEnd(element);
      if (to > from) {
        return ESCAPABLE.contains(element) ? Token.TEXT : Token.RAW_TEXT;
      }
    }
    return opensMarkup(from) ? markup() : characters();
  }

  private Token characters() {
    int end = text.indexOf('<', from + 1);
    while (end >= 0 && !opensMarkup(end)) {
      end = text.indexOf('<', end + 1);
    }
    to = end < 0 ? text.length() : end;
    return Token.TEXT;
  }

  /** Whether a tag or a comment begins here: else the bracket is text. */
  private boolean opensMarkup(int at) {
    if (text.charAt(at) != '<' || at + 1 == text.length()) {
      return false;
    }
    char c = text.charAt(at + 1);
    return letter(c) || c == '!' || c == '?' || (c == '/' && at + 2 < text.length());
  }

  private Token markup() {
    char c = text.charAt(from + 1);
    if (c == '!') {
      return declared();
    }
    if (c == '?') {
      return bogus(from + 1);
    }
    if (c == '/') {
      return letter(text.charAt(from + 2)) ? tag(from + 2, Token.END) : bogus(from + 2);
    }
    Token token = tag(from + 1, Token.START);
    if (token == Token.START) {
      enter();
    }
    return token;
  }

  private void enter() {
    if (nameTo - from - 1 > LONGEST_KNOWN) {
      return;
    }
    String name = text.substring(from + 1, nameTo).toLowerCase(Locale.ROOT);
    if (RAW.contains(name) || ESCAPABLE.contains(name) || name.equals("plaintext")) {
      without = name;
    }
  }

  private Token declared() {
    if (text.startsWith("<!--", from)) {
      return comment();
    }
    if (text.startsWith("<![CDATA[", from)) {
      // Up to here within drawings and formulas; elsewhere to the first bracket, and then text.
      int end = text.indexOf("]]>", from);
      return comment(from + 2, end < 0 ? text.length() : end, end < 0 ? text.length() : end + 3);
    }
    int end = text.indexOf('>', from);
    if (text.regionMatches(true, from + 2, "doctype", 0, 7)) {
      if (end < 0) {
        return unfinished();
      }
      comment(from + 9, end, end + 1);
      return Token.DOCTYPE;
    }
    return bogus(from + 2);
  }

  private Token comment() {
    int start = from + 4;
    if (text.startsWith(">", start)) {
      return comment(start, start, start + 1);
    }
    if (text.startsWith("->", start)) {
      return comment(start, start, start + 2);
    }
    for (int at = text.indexOf("--", start); at >= 0; at = text.indexOf("--", at + 1)) {
      if (text.startsWith(">", at + 2)) {
        return comment(start, at, at + 3);
      }
      if (text.startsWith("!>", at + 2)) {
        return comment(start, at, at + 4);
      }
    }
    return unfinished();
  }

  /** What a browser takes for a comment up to the next bracket. */
  private Token bogus(int start) {
    int end = text.indexOf('>', start);
    return end < 0 ? unfinished() : comment(start, end, end + 1);
  }

  private Token comment(int contentStart, int contentEnd, int end) {
    contentFrom = contentStart;
    contentTo = contentEnd;
    to = end;
    return Token.COMMENT;
  }

  private Token unfinished() {
    to = text.length();
    return Token.UNFINISHED;
  }

  private Token tag(int nameFrom, Token token) {
    int at = nameFrom;
    while (at < text.length() && !blank(text.charAt(at)) && !endsName(text.charAt(at))) {
      at++;
    }
    nameTo = at;
    attributes.clear();
    while (true) {
      while (at < text.length() && (blank(text.charAt(at)) || text.charAt(at) == '/')) {
        at++;
      }
      if (at == text.length()) {
        return unfinished();
      }
      if (text.charAt(at) == '>') {
        to = at + 1;
        return token;
      }
      at = attribute(at);
      if (at < 0) {
        return unfinished();
      }
    }
  }

  /** Behind the attribute; -1 if the text ends before. */
  private int attribute(int start) {
    // An equals sign at its beginning is part of the name.
    int nameEnd = start + 1;
    while (nameEnd < text.length()
        && !blank(text.charAt(nameEnd))
        && !endsName(text.charAt(nameEnd))
        && text.charAt(nameEnd) != '=') {
      nameEnd++;
    }
    int equals = skipBlanks(nameEnd);
    if (equals == text.length()) {
      return -1;
    }
    if (text.charAt(equals) != '=') {
      attributes.add(start, nameEnd, -1, -1);
      return nameEnd;
    }
    int value = skipBlanks(equals + 1);
    if (value == text.length()) {
      return -1;
    }
    char quote = text.charAt(value);
    if (quote == '"' || quote == '\'') {
      int end = text.indexOf(quote, value + 1);
      if (end < 0) {
        return -1;
      }
      attributes.add(start, nameEnd, value + 1, end);
      return end + 1;
    }
    int end = value;
    while (end < text.length() && !blank(text.charAt(end)) && text.charAt(end) != '>') {
      end++;
    }
    if (end == text.length()) {
      return -1;
    }
    attributes.add(start, nameEnd, value, end);
    return end;
  }

  /** Where the end tag of such an element begins. */
  private int contentEnd(String element) {
    if (element.equals("plaintext")) {
      return text.length();
    }
    return element.equals("script") ? scriptEnd() : endTag(element, from);
  }

  private int endTag(String element, int start) {
    int at = text.indexOf("</", start);
    while (at >= 0 && !named(element, at + 2)) {
      at = text.indexOf("</", at + 2);
    }
    return at < 0 ? text.length() : at;
  }

  /** A script's comment may hold a script, whose end is not that of the first one. */
  private int scriptEnd() {
    boolean escaped = false;
    boolean twice = false;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '-' && escaped && text.startsWith("-->", at)) {
        escaped = false;
        twice = false;
      } else if (c == '<') {
        if (!escaped && text.startsWith("<!--", at)) {
          escaped = true;
          // Its dashes may be those of its end: <!-->.
          at += 1;
        } else if (text.startsWith("</", at) && named("script", at + 2)) {
          if (!twice) {
            return at;
          }
          twice = false;
        } else if (escaped && !twice && named("script", at + 1)) {
          twice = true;
        }
      }
    }
    return text.length();
  }

  /** Whether a tag of this name is named here. */
  private boolean named(String element, int at) {
    int end = at + element.length();
    return end < text.length()
        && text.regionMatches(true, at, element, 0, element.length())
        && (blank(text.charAt(end)) || endsName(text.charAt(end)));
  }

  private int skipBlanks(int start) {
    int at = start;
    while (at < text.length() && blank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean endsName(char c) {
    return c == '/' || c == '>';
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
