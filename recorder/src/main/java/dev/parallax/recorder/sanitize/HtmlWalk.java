package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.syntax.Attributes;
import dev.parallax.recorder.syntax.HtmlEntities;
import dev.parallax.recorder.syntax.HtmlLexer;
import dev.parallax.recorder.syntax.HtmlLexer.Token;
import java.nio.charset.CharsetEncoder;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pass through one HTML document. A place is an element's name, whatever it stands in, with an
 * attribute or what the element calls itself: {@code body /h1}, {@code body /a/@href}, {@code body
 * /input/email}. Confined to one thread.
 */
final class HtmlWalk {

  private static final String UNREADABLE = "unreadable";

  private static final int MAX_DEPTH = 256;

  /** How far up an end tag may look for its start. */
  private static final int MAX_MISNESTING = 16;

  private static final int MAX_NAME = 64;

  private static final Set<String> VOID =
      Set.of(
          "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
          "source", "track", "wbr");

  private final DocumentValues document;
  private final HtmlAttributes attributes;
  private final String base;
  private final String text;
  private final HtmlLexer lexer;
  private final @Nullable CharsetEncoder limits;
  private final StringBuilder out;

  /** Elements that are open, by their names in lower case, and what text in each is called. */
  private final String[] open = new String[MAX_DEPTH];

  private final String[] called = new String[MAX_DEPTH];
  private int depth;

  /** Whether the content that comes is a script's that is data. */
  private boolean data;

  /**
   * @param limits of the encoding; null if it has all characters
   */
  HtmlWalk(DocumentValues document, String base, String text, @Nullable CharsetEncoder limits) {
    this.document = document;
    attributes = new HtmlAttributes(document, base);
    this.base = base;
    this.text = text;
    this.limits = limits;
    lexer = new HtmlLexer(text);
    out = new StringBuilder(text.length() + 64);
  }

  /**
   * @param truncated whether the text ends early: then what its end is in is left out
   */
  CharSequence all(boolean truncated) throws JsonTooMuchException {
    for (Token token = lexer.next(); token != Token.DONE; token = lexer.next()) {
      boolean cut = truncated && lexer.to() == text.length();
      switch (token) {
        case START -> start();
        case END -> end();
        case TEXT -> {
          if (!cut) {
            text();
          }
        }
        case RAW_TEXT -> {
          if (!cut) {
            rawText();
          }
        }
        case COMMENT -> {
          if (!cut || text.charAt(text.length() - 1) == '>') {
            comment();
          }
        }
        case DOCTYPE -> doctype();
        case UNFINISHED -> {
          if (!cut) {
            out.append(document.text(location(), text.substring(lexer.from(), lexer.to())));
          }
        }
        case DONE -> throw new IllegalStateException("the document is over");
      }
    }
    return out;
  }

  private void text() throws JsonTooMuchException {
    String was = HtmlEntities.decode(text.substring(lexer.from(), lexer.to()), false);
    String is = document.value(location(), depth == 0 ? "" : called[depth - 1], was);
    if (is.equals(was)) {
      out.append(text, lexer.from(), lexer.to());
    } else {
      Markup.escape(out, is, (char) 0, limits);
    }
  }

  private void rawText() throws JsonTooMuchException {
    String was = text.substring(lexer.from(), lexer.to());
    String json = data ? document.json(location(), was) : null;
    data = false;
    String is = json == null ? document.text(location(), was) : json;
    // Nothing in it may look like the end of the element, nor like a comment.
    boolean safe = json == null && (is.equals(was) || was.contains("</") || !is.contains("</"));
    out.append(safe ? is : is.replace("<", "\\u003c"));
  }

  private void comment() throws JsonTooMuchException {
    String was = text.substring(lexer.contentFrom(), lexer.contentTo());
    String is = document.text(location(), was);
    boolean ends = !is.equals(was) && endsEarly(is, text.startsWith("<!--", lexer.from()));
    out.append(text, lexer.from(), lexer.contentFrom());
    out.append(ends ? UNREADABLE : is).append(text, lexer.contentTo(), lexer.to());
  }

  private static boolean endsEarly(String comment, boolean dashed) {
    return dashed
        ? comment.contains("-->")
            || comment.contains("--!>")
            || comment.startsWith(">")
            || comment.startsWith("->")
        : comment.contains(">");
  }

  private void doctype() throws JsonTooMuchException {
    out.append(text, lexer.from(), lexer.contentFrom());
    out.append(
        document.doctype(base.strip(), text.substring(lexer.contentFrom(), lexer.contentTo())));
    out.append(text, lexer.contentTo(), lexer.to());
  }

  private void end() throws JsonTooMuchException {
    String raw = text.substring(lexer.from() + 2, lexer.nameTo());
    String name = document.name(location(), raw);
    out.append("</").append(name);
    // A browser drops the attributes of an end tag, and so is it done here.
    out.append('>');
    String lower = name.toLowerCase(Locale.ROOT);
    for (int i = depth - 1; i >= 0 && i >= depth - MAX_MISNESTING; i--) {
      if (open[i].equals(lower)) {
        depth = i;
        return;
      }
    }
  }

  private void start() throws JsonTooMuchException {
    String raw = text.substring(lexer.from() + 1, lexer.nameTo());
    String name = document.name(location(), raw);
    String element = shortened(name.toLowerCase(Locale.ROOT));
    out.append('<').append(name);
    String itself = itself();
    int at = lexer.nameTo();
    Attributes spans = lexer.attributes();
    for (int i = 0; i < spans.count(); i++) {
      out.append(text, at, spans.nameFrom(i));
      at = attribute(element, itself, i);
    }
    out.append(text, at, lexer.to());
    data = element.equals("script") && isData();
    if (depth < MAX_DEPTH && !VOID.contains(element)) {
      open[depth] = element;
      called[depth] = itself;
      depth++;
    }
  }

  /** Behind the attribute. */
  private int attribute(String element, String itself, int index) throws JsonTooMuchException {
    Attributes spans = lexer.attributes();
    String raw = text.substring(spans.nameFrom(index), spans.nameTo(index));
    String name = document.name(place(element), raw);
    out.append(name);
    if (!spans.hasValue(index)) {
      return spans.nameTo(index);
    }
    int from = spans.valueFrom(index);
    int to = spans.valueTo(index);
    String was = HtmlEntities.decode(text.substring(from, to), true);
    String is = attributes.value(element, itself, shortened(name.toLowerCase(Locale.ROOT)), was);
    out.append(text, spans.nameTo(index), from);
    if (is.equals(was)) {
      out.append(text, from, to);
      return to;
    }
    char before = text.charAt(from - 1);
    boolean quoted =
        (before == '"' || before == '\'') && to < text.length() && text.charAt(to) == before;
    Markup.escape(out, is, quoted ? before : ' ', limits);
    return to;
  }

  /** What the element calls what it holds, if that is like an identifier; empty else. */
  private String itself() {
    Attributes spans = lexer.attributes();
    for (int i = 0; i < spans.count(); i++) {
      String name = text.substring(spans.nameFrom(i), spans.nameTo(i)).toLowerCase(Locale.ROOT);
      boolean names =
          name.equals("name")
              || name.equals("property")
              || name.equals("itemprop")
              || name.equals("http-equiv");
      if (names && spans.hasValue(i)) {
        String value =
            HtmlEntities.decode(text.substring(spans.valueFrom(i), spans.valueTo(i)), true);
        return value.length() <= MAX_NAME && NameSanitiser.identifier(value) ? value : "";
      }
    }
    return "";
  }

  private boolean isData() {
    Attributes spans = lexer.attributes();
    for (int i = 0; i < spans.count(); i++) {
      boolean type =
          spans.nameTo(i) - spans.nameFrom(i) == 4
              && text.regionMatches(true, spans.nameFrom(i), "type", 0, 4);
      if (type && spans.hasValue(i)) {
        String value = text.substring(spans.valueFrom(i), spans.valueTo(i));
        return MediaType.parse(value).json() || value.equalsIgnoreCase("importmap");
      }
    }
    return false;
  }

  private String location() {
    if (depth == 0) {
      return base.strip();
    }
    String itself = called[depth - 1];
    return place(open[depth - 1]) + (itself.isEmpty() ? "" : '/' + itself);
  }

  private String place(String element) {
    return base + '/' + element;
  }

  private static String shortened(String name) {
    return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
  }
}
