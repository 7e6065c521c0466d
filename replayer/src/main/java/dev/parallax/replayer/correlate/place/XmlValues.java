package dev.parallax.replayer.correlate.place;

import dev.parallax.recorder.syntax.Attributes;
import dev.parallax.recorder.syntax.HtmlEntities;
import dev.parallax.recorder.syntax.MalformedTextException;
import dev.parallax.recorder.syntax.XmlLexer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts and attributes of XML. Of elements side by side with one name, each has its number. */
final class XmlValues {

  private final Trail trail;
  private final Nested nested;

  /** Of each open element: where its step began, and how often each name was seen in it. */
  private final Deque<Open> open = new ArrayDeque<>();

  private record Open(int depth, Map<String, Integer> children) {}

  XmlValues(Trail trail, Nested nested) {
    this.trail = trail;
    this.nested = nested;
  }

  /** The document as it is to be written; null to leave it, also where it is malformed. */
  @Nullable String visit(String text) {
    int depth = trail.depth();
    open.push(new Open(depth, new HashMap<>()));
    XmlLexer lexer = new XmlLexer(text);
    Splice splice = new Splice(text);
    try {
      XmlLexer.Token token = lexer.next();
      while (token != XmlLexer.Token.DONE && token != XmlLexer.Token.CUT) {
        token(lexer, token, text, splice);
        token = lexer.next();
      }
      return splice.end();
    } catch (MalformedTextException malformed) {
      return null;
    } finally {
      trail.upTo(depth);
    }
  }

  private void token(XmlLexer lexer, XmlLexer.Token token, String text, Splice splice)
      throws MalformedTextException {
    switch (token) {
      case START, EMPTY -> {
        enter(text.substring(lexer.from() + 1, lexer.nameTo()));
        attributes(lexer, text, splice);
        if (token == XmlLexer.Token.EMPTY) {
          leave();
        }
      }
      case END -> leave();
      case TEXT -> {
        String raw = text.substring(lexer.from(), lexer.to());
        int lead = raw.length() - raw.stripLeading().length();
        int from = lexer.from() + lead;
        show(lexer, text, from, from + raw.strip().length(), splice);
      }
      default -> {}
    }
  }

  private void enter(String name) {
    int occurrence = open.element().children().merge(name, 1, Integer::sum);
    open.push(new Open(trail.depth(), new HashMap<>()));
    trail.down(name);
    if (occurrence > 1) {
      trail.down(Place.index(occurrence - 1));
    }
  }

  private void leave() {
    trail.upTo(open.pop().depth());
  }

  private void attributes(XmlLexer lexer, String text, Splice splice)
      throws MalformedTextException {
    Attributes attributes = lexer.attributes();
    for (int i = 0; i < attributes.count(); i++) {
      trail.down('@' + text.substring(attributes.nameFrom(i), attributes.nameTo(i)));
      show(lexer, text, attributes.valueFrom(i), attributes.valueTo(i), splice);
      trail.up();
    }
  }

  private void show(XmlLexer lexer, String text, int from, int to, Splice splice)
      throws MalformedTextException {
    String value = HtmlEntities.decodeXml(text.substring(from, to), lexer.hasDoctype());
    String written = nested.visit(value);
    if (written != null) {
      splice.replace(from, to, escaped(written));
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
