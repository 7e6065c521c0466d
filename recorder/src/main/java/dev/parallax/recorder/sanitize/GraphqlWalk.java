package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.syntax.GraphqlLexer;
import dev.parallax.recorder.syntax.GraphqlLexer.Token;
import dev.parallax.recorder.syntax.MalformedTextException;
import java.util.Locale;

/**
 * One pass through one executable GraphQL document (specification of October 2021, section 2.2),
 * that reads and writes at once. Confined to one thread.
 */
final class GraphqlWalk {

  private static final int MAX_DEPTH = 64;
  private static final int MAX_LOCATION = 1024;

  private final ValueSanitiser values;
  private final NameSanitiser names;
  private final FoldedLeaves leaves;
  private final String base;
  private final String text;
  private final GraphqlLexer lexer;
  private final StringBuilder out;
  private Token token = Token.COMMENT;

  /** Behind what is written. */
  private int written;

  private boolean ended;

  GraphqlWalk(
      ValueSanitiser values, NameSanitiser names, FoldedLeaves leaves, String base, String text) {
    this.values = values;
    this.names = names;
    this.leaves = leaves;
    this.base = base;
    this.text = text;
    lexer = new GraphqlLexer(text);
    out = new StringBuilder(text.length() + 32);
  }

  /** Whether it is such a document, to its end. */
  boolean whole() throws JsonTooMuchException {
    try {
      advance();
      do {
        definition();
      } while (token != Token.DONE);
      out.append(text, written, text.length());
      return true;
    } catch (MalformedTextException malformed) {
      ended = token == Token.DONE;
      return false;
    }
  }

  /** Where it is none: whether that is because it ends early. */
  boolean ended() {
    return ended;
  }

  /** Up to the last token that was understood. */
  String written() {
    return out.toString();
  }

  private void definition() throws MalformedTextException, JsonTooMuchException {
    if (is("{")) {
      selections(0);
      return;
    }
    if (is("fragment")) {
      copy();
      name();
      expect("on");
      name();
    } else if (is("query") || is("mutation") || is("subscription")) {
      copy();
      if (token == Token.NAME) {
        name();
      }
      if (is("(")) {
        variables();
      }
    } else {
      throw new MalformedTextException();
    }
    directives();
    selections(0);
  }

  private void variables() throws MalformedTextException, JsonTooMuchException {
    copy();
    do {
      expect("$");
      String name = name();
      expect(":");
      type(0);
      if (is("=")) {
        copy();
        value(base + '/' + name, name, 0);
      }
      directives();
    } while (!is(")"));
    copy();
  }

  private void type(int depth) throws MalformedTextException, JsonTooMuchException {
    bounded(depth);
    if (is("[")) {
      copy();
      type(depth + 1);
      expect("]");
    } else {
      name();
    }
    if (is("!")) {
      copy();
    }
  }

  private void selections(int depth) throws MalformedTextException, JsonTooMuchException {
    bounded(depth);
    expect("{");
    do {
      if (is("...")) {
        copy();
        if (is("on")) {
          copy();
          name();
        } else if (token == Token.NAME) {
          name();
          directives();
          continue;
        }
        directives();
        selections(depth + 1);
      } else {
        field(depth);
      }
    } while (!is("}"));
    copy();
  }

  private void field(int depth) throws MalformedTextException, JsonTooMuchException {
    name();
    if (is(":")) {
      copy();
      name();
    }
    arguments();
    directives();
    if (is("{")) {
      selections(depth + 1);
    }
  }

  private void directives() throws MalformedTextException, JsonTooMuchException {
    while (is("@")) {
      copy();
      name();
      arguments();
    }
  }

  private void arguments() throws MalformedTextException, JsonTooMuchException {
    if (is("(")) {
      copy();
      do {
        argument(base, 0);
      } while (!is(")"));
      copy();
    }
  }

  private void argument(String location, int depth)
      throws MalformedTextException, JsonTooMuchException {
    String name = name();
    expect(":");
    value(location.length() > MAX_LOCATION ? location : location + '/' + name, name, depth);
  }

  private void value(String location, String name, int depth)
      throws MalformedTextException, JsonTooMuchException {
    bounded(depth);
    Location at = new Location(location, name.toLowerCase(Locale.ROOT));
    switch (token) {
      case NAME -> name();
      case INT, FLOAT -> {
        String was = text.substring(lexer.from(), lexer.to());
        written(values.number(leaves.alone(), at, was));
      }
      case STRING -> string(at);
      case BLOCK_STRING -> blockString(at);
      default -> {
        if (is("$")) {
          copy();
          name();
        } else if (is("[")) {
          copy();
          while (!is("]")) {
            value(location, name, depth + 1);
          }
          copy();
        } else {
          expect("{");
          while (!is("}")) {
            argument(location, depth + 1);
          }
          copy();
        }
      }
    }
  }

  private void string(Location at) throws MalformedTextException, JsonTooMuchException {
    String was = lexer.string(lexer.from() + 1, lexer.to() - 1);
    String is = values.leaf(leaves.alone(), at, was, 1);
    written(is.equals(was) ? text.substring(lexer.from(), lexer.to()) : quoted(is));
  }

  private void blockString(Location at) throws MalformedTextException, JsonTooMuchException {
    String was = text.substring(lexer.from() + 3, lexer.to() - 3).replace("\\\"\"\"", "\"\"\"");
    String value = was.strip();
    String is = values.leaf(leaves.alone(), at, value, 1);
    int start = was.indexOf(value);
    String all = was.substring(0, start) + is + was.substring(start + value.length());
    // Neither quote nor backslash may come before the end.
    boolean plain = !all.endsWith("\"") && !all.endsWith("\\");
    written(
        is.equals(value)
            ? text.substring(lexer.from(), lexer.to())
            : plain ? "\"\"\"" + all.replace("\"\"\"", "\\\"\"\"") + "\"\"\"" : quoted(is));
  }

  private static String quoted(String value) {
    StringBuilder out = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /** Whatever is named, as it may be recorded. */
  private String name() throws MalformedTextException, JsonTooMuchException {
    if (token != Token.NAME) {
      throw new MalformedTextException();
    }
    String was = text.substring(lexer.from(), lexer.to());
    String name = names.variable(leaves.alone(), was);
    if (!name.equals(was)) {
      Location at = new Location(base.strip() + '/' + name, "");
      leaves.alone().replaced(at, "name", false);
      leaves.alone().renames(at, was, name);
    }
    written(name);
    return name;
  }

  private boolean is(String word) {
    return (token == Token.NAME || token == Token.PUNCTUATION)
        && lexer.to() - lexer.from() == word.length()
        && text.startsWith(word, lexer.from());
  }

  private void expect(String word) throws MalformedTextException, JsonTooMuchException {
    if (!is(word)) {
      throw new MalformedTextException();
    }
    copy();
  }

  private void copy() throws MalformedTextException, JsonTooMuchException {
    written(text.substring(lexer.from(), lexer.to()));
  }

  /** Writes what stands for the token at hand, with the blanks before it, and goes to the next. */
  private void written(String token) throws MalformedTextException, JsonTooMuchException {
    out.append(text, written, lexer.from()).append(token);
    written = lexer.to();
    leaves.take();
    advance();
  }

  private void advance() throws MalformedTextException, JsonTooMuchException {
    try {
      token = lexer.next();
    } catch (MalformedTextException malformed) {
      // What has no end may have had one.
      token = Token.DONE;
      throw malformed;
    }
    while (token == Token.COMMENT) {
      comment();
      token = lexer.next();
    }
  }

  private void comment() throws JsonTooMuchException {
    String was = text.substring(lexer.from() + 1, lexer.to());
    Location at = new Location(base.strip(), "");
    String is =
        values.mode() == dev.parallax.proto.Sanitisation.Mode.DETECT
            ? values.detected(leaves.alone(), at, was)
            : values.replace(leaves.alone(), at, was, Why.DENY);
    boolean oneLine = is.indexOf('\n') < 0 && is.indexOf('\r') < 0;
    out.append(text, written, lexer.from()).append('#').append(oneLine ? is : "");
    written = lexer.to();
    leaves.take();
  }

  private static void bounded(int depth) throws MalformedTextException {
    if (depth > MAX_DEPTH) {
      throw new MalformedTextException();
    }
  }
}
