package dev.parallax.recorder.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The tokens of an XML document (XML 1.0, fifth edition), one behind the other, which cover it
 * without a gap. What is given out is well-formed so far: names, quotes, nesting, references.
 *
 * <p>Entities are never expanded, and a document that declares some is refused; so is nesting
 * deeper than {@value #MAX_DEPTH}. Confined to one thread.
 */
public final class XmlLexer {

  /** Deeper documents are refused. */
  public static final int MAX_DEPTH = 256;

  /** Fewer attributes than this are compared with each other without a set. */
  private static final int FEW = 8;

  /** What a token is. */
  public enum Token {
    /** Character data and references. */
    TEXT,
    CDATA,
    COMMENT,
    INSTRUCTION,
    /** {@code <?xml version="1.0"?>}. */
    DECLARATION,
    /** Without an internal subset. */
    DOCTYPE,
    /** A start tag with its {@link #attributes()}. */
    START,
    /** {@code <a/>}. */
    EMPTY,
    END,
    /** The document is over. */
    DONE,
    /** The text ends within a token, or within an element. */
    CUT
  }

  private final String text;
  private final Attributes attributes = new Attributes();
  private final Deque<String> open = new ArrayDeque<>();
  private int from;
  private int to;
  private int nameTo;
  private boolean rootSeen;
  private boolean doctype;

  public XmlLexer(String text) {
    this.text = text;
  }

  /** Where the token begins. */
  public int from() {
    return from;
  }

  /** Behind the token. */
  public int to() {
    return to;
  }

  /** Behind the name of a tag, or of an instruction's target. */
  public int nameTo() {
    return nameTo;
  }

  public Attributes attributes() {
    return attributes;
  }

  /** Whether references may be to entities that are declared elsewhere. */
  public boolean hasDoctype() {
    return doctype;
  }

  /**
   * Goes to the next token.
   *
   * @throws MalformedTextException if the document is malformed, whatever comes behind
   */
  public Token next() throws MalformedTextException {
    from = to;
    if (from == text.length()) {
      return open.isEmpty() && rootSeen ? Token.DONE : Token.CUT;
    }
    return text.charAt(from) == '<' ? markup() : characters();
  }

  private Token characters() throws MalformedTextException {
    int end = text.indexOf('<', from);
    to = end < 0 ? text.length() : end;
    boolean outside = open.isEmpty();
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      check(i, to);
      if (outside && !blank(c)) {
        throw new MalformedTextException();
      }
      if (c == '>' && i - from >= 2 && text.charAt(i - 1) == ']' && text.charAt(i - 2) == ']') {
        throw new MalformedTextException();
      }
    }
    return end < 0 && !outside ? cut() : Token.TEXT;
  }

  private Token markup() throws MalformedTextException {
    if (from + 1 == text.length()) {
      return cut();
    }
    return switch (text.charAt(from + 1)) {
      case '!' -> declared();
      case '?' -> instruction();
      case '/' -> end();
      default -> start();
    };
  }

  private Token declared() throws MalformedTextException {
    if (text.startsWith("<!--", from)) {
      int dashes = text.indexOf("--", from + 4);
      if (dashes < 0 || dashes + 2 == text.length()) {
        return cut();
      }
      if (text.charAt(dashes + 2) != '>') {
        throw new MalformedTextException();
      }
      return token(Token.COMMENT, dashes + 3);
    }
    if (text.startsWith("<![CDATA[", from)) {
      if (open.isEmpty()) {
        throw new MalformedTextException();
      }
      int end = text.indexOf("]]>", from + 9);
      return end < 0 ? cut() : token(Token.CDATA, end + 3);
    }
    if (text.startsWith("<!DOCTYPE", from)) {
      return doctype();
    }
    boolean begun =
        "<!--".startsWith(text.substring(from))
            || "<![CDATA[".startsWith(rest(9))
            || "<!DOCTYPE".startsWith(rest(9));
    if (begun) {
      return cut();
    }
    throw new MalformedTextException();
  }

  private String rest(int most) {
    return text.substring(from, Math.min(text.length(), from + most));
  }

  private Token doctype() throws MalformedTextException {
    if (rootSeen || doctype) {
      throw new MalformedTextException();
    }
    doctype = true;
    char quote = 0;
    for (int i = from + 9; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[' || c == '<') {
        throw new MalformedTextException();
      } else if (c == '>') {
        return token(Token.DOCTYPE, i + 1);
      }
    }
    return cut();
  }

  private Token instruction() throws MalformedTextException {
    int end = text.indexOf("?>", from + 2);
    if (end < 0) {
      return cut();
    }
    nameTo = nameEnd(from + 2);
    if (nameTo < end && !blank(text.charAt(nameTo))) {
      throw new MalformedTextException();
    }
    boolean xml = text.regionMatches(true, from + 2, "xml", 0, 3) && nameTo == from + 5;
    if (xml && (from > 0 || !text.startsWith("<?xml", from))) {
      throw new MalformedTextException();
    }
    return token(xml ? Token.DECLARATION : Token.INSTRUCTION, end + 2);
  }

  private Token end() throws MalformedTextException {
    int at = from + 2;
    if (at == text.length()) {
      return cut();
    }
    nameTo = nameEnd(at);
    int close = skipBlanks(nameTo);
    if (close == text.length()) {
      return cut();
    }
    boolean closes = !open.isEmpty() && text.charAt(close) == '>';
    if (!closes || !named(open.element(), at, nameTo)) {
      throw new MalformedTextException();
    }
    open.pop();
    return token(Token.END, close + 1);
  }

  private boolean named(String name, int start, int end) {
    return name.length() == end - start && text.startsWith(name, start);
  }

  private Token start() throws MalformedTextException {
    if ((open.isEmpty() && rootSeen) || open.size() == MAX_DEPTH) {
      throw new MalformedTextException();
    }
    nameTo = nameEnd(from + 1);
    attributes.clear();
    int at = nameTo;
    while (true) {
      int next = skipBlanks(at);
      if (next == text.length()) {
        return cut();
      }
      char c = text.charAt(next);
      if (c == '>') {
        rootSeen = true;
        open.push(text.substring(from + 1, nameTo));
        unique();
        return token(Token.START, next + 1);
      }
      if (c == '/') {
        if (next + 1 == text.length()) {
          return cut();
        }
        if (text.charAt(next + 1) != '>') {
          throw new MalformedTextException();
        }
        rootSeen = true;
        unique();
        return token(Token.EMPTY, next + 2);
      }
      if (next == at) {
        throw new MalformedTextException();
      }
      at = attribute(next);
      if (at < 0) {
        return cut();
      }
    }
  }

  /** Behind the attribute; -1 if the text ends before. */
  private int attribute(int start) throws MalformedTextException {
    int nameEnd = nameEnd(start);
    int equals = skipBlanks(nameEnd);
    if (equals == text.length()) {
      return -1;
    }
    if (text.charAt(equals) != '=') {
      throw new MalformedTextException();
    }
    int quote = skipBlanks(equals + 1);
    if (quote == text.length()) {
      return -1;
    }
    char mark = text.charAt(quote);
    if (mark != '"' && mark != '\'') {
      throw new MalformedTextException();
    }
    int end = text.indexOf(mark, quote + 1);
    int valueEnd = end < 0 ? text.length() : end;
    for (int i = quote + 1; i < valueEnd; i++) {
      check(i, valueEnd);
      if (text.charAt(i) == '<') {
        throw new MalformedTextException();
      }
    }
    if (end < 0) {
      return -1;
    }
    attributes.add(start, nameEnd, quote + 1, end);
    return end + 1;
  }

  private void unique() throws MalformedTextException {
    int count = attributes.count();
    if (count < 2) {
      return;
    }
    if (count <= FEW) {
      for (int i = 1; i < count; i++) {
        for (int j = 0; j < i; j++) {
          if (name(i).equals(name(j))) {
            throw new MalformedTextException();
          }
        }
      }
      return;
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < count; i++) {
      if (!names.add(name(i))) {
        throw new MalformedTextException();
      }
    }
  }

  private String name(int attribute) {
    return text.substring(attributes.nameFrom(attribute), attributes.nameTo(attribute));
  }

  private Token token(Token token, int end) throws MalformedTextException {
    if (token == Token.CDATA || token == Token.COMMENT || token == Token.INSTRUCTION) {
      for (int i = from; i < end; i++) {
        check(i, end);
      }
    }
    to = end;
    return token;
  }

  private Token cut() {
    to = text.length();
    return Token.CUT;
  }

  /** Behind the name that begins here. */
  private int nameEnd(int start) throws MalformedTextException {
    int at = start;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      boolean fits = XmlCharacters.startsName(c) || (at > start && XmlCharacters.continuesName(c));
      if (!fits) {
        break;
      }
      at += Character.charCount(c);
    }
    if (at == start) {
      throw new MalformedTextException();
    }
    return at;
  }

  private int skipBlanks(int start) {
    int at = start;
    while (at < text.length() && blank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private void check(int at, int end) throws MalformedTextException {
    if (!XmlCharacters.isCharacter(text, at, end)) {
      throw new MalformedTextException();
    }
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }
}
