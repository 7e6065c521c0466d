package dev.parallax.recorder.syntax;

/**
 * The tokens of a GraphQL document (specification of October 2021, section 2.1). Blanks and commas
 * are between them. Confined to one thread.
 */
public final class GraphqlLexer {

  /** What a token is. */
  public enum Token {
    NAME,
    /** One character, or three dots. */
    PUNCTUATION,
    INT,
    FLOAT,
    STRING,
    BLOCK_STRING,
    COMMENT,
    DONE
  }

  private final String text;
  private int from;
  private int to;

  public GraphqlLexer(String text) {
    this.text = text;
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  /**
   * Goes to the next token.
   *
   * @throws MalformedTextException if there is none, or it has no end
   */
  public Token next() throws MalformedTextException {
    from = to;
    while (from < text.length() && " \t\n\r,\ufeff".indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    to = from;
    if (from == text.length()) {
      return Token.DONE;
    }
    char c = text.charAt(from);
    if (nameStart(c)) {
      while (to < text.length() && (nameStart(text.charAt(to)) || digit(text.charAt(to)))) {
        to++;
      }
      return Token.NAME;
    }
    if (c == '#') {
      while (to < text.length() && text.charAt(to) != '\n' && text.charAt(to) != '\r') {
        to++;
      }
      return Token.COMMENT;
    }
    if (c == '"') {
      return text.startsWith("\"\"\"", from) ? blockString() : string();
    }
    if (c == '-' || digit(c)) {
      return number();
    }
    if ("{}()[]:=!$@|&".indexOf(c) >= 0) {
      to = from + 1;
      return Token.PUNCTUATION;
    }
    if (text.startsWith("...", from)) {
      to = from + 3;
      return Token.PUNCTUATION;
    }
    throw new MalformedTextException();
  }

  private Token string() throws MalformedTextException {
    for (int at = from + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        to = at + 1;
        return Token.STRING;
      }
      if (c == '\n' || c == '\r') {
        break;
      }
      at += c == '\\' ? 1 : 0;
    }
    throw new MalformedTextException();
  }

  private Token blockString() throws MalformedTextException {
    int end = text.indexOf("\"\"\"", from + 3);
    while (end > 0 && text.charAt(end - 1) == '\\') {
      end = text.indexOf("\"\"\"", end + 3);
    }
    if (end < 0) {
      throw new MalformedTextException();
    }
    to = end + 3;
    return Token.BLOCK_STRING;
  }

  private Token number() throws MalformedTextException {
    int whole = text.charAt(from) == '-' ? from + 1 : from;
    int at = digits(whole);
    if (at - whole > 1 && text.charAt(whole) == '0') {
      throw new MalformedTextException();
    }
    boolean isFloat = false;
    if (at < text.length() && text.charAt(at) == '.') {
      at = digits(at + 1);
      isFloat = true;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      boolean signed = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0;
      at = digits(signed ? at + 2 : at + 1);
      isFloat = true;
    }
    if (at < text.length() && (nameStart(text.charAt(at)) || text.charAt(at) == '.')) {
      throw new MalformedTextException();
    }
    to = at;
    return isFloat ? Token.FLOAT : Token.INT;
  }

  /** Behind the digits, of which there is one at least. */
  private int digits(int start) throws MalformedTextException {
    int at = start;
    while (at < text.length() && digit(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw new MalformedTextException();
    }
    return at;
  }

  /** What the string says that stands in {@code [from, to)}, between its quotes. */
  public String string(int start, int end) throws MalformedTextException {
    StringBuilder out = new StringBuilder(end - start);
    int at = start;
    while (at < end) {
      char c = text.charAt(at++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      switch (at < end ? text.charAt(at) : ' ') {
        case '"', '\\', '/' -> out.append(text.charAt(at));
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'u' -> {
          if (at + 4 >= end) {
            throw new MalformedTextException();
          }
          int unit = 0;
          for (int i = at + 1; i <= at + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
              throw new MalformedTextException();
            }
            unit = unit << 4 | digit;
          }
          out.append((char) unit);
          at += 4;
        }
        default -> throw new MalformedTextException();
      }
      at++;
    }
    return out.toString();
  }

  private static boolean nameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
