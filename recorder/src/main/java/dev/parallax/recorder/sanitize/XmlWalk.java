package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.syntax.Attributes;
import dev.parallax.recorder.syntax.HtmlEntities;
import dev.parallax.recorder.syntax.MalformedTextException;
import dev.parallax.recorder.syntax.XmlLexer;
import dev.parallax.recorder.syntax.XmlLexer.Token;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pass through one XML document. Elements of one name that stand side by side are one place:
 * {@code body /order/item/@sku}. Confined to one thread.
 */
final class XmlWalk {

  /** Stands for what would end a comment or an instruction early. */
  private static final String UNREADABLE = "unreadable";

  /** Of locations: below, all is told of as of the last element that fits. */
  private static final int MAX_LOCATION = 2048;

  private static final Set<String> LINKS = Set.of("loc", "link", "url", "href", "guid");

  private final DocumentValues document;
  private final String text;
  private final XmlLexer lexer;
  private final boolean web;
  private final @Nullable CharsetEncoder limits;
  private final StringBuilder out;
  private final String base;
  private final Deque<Element> open = new ArrayDeque<>();

  /**
   * @param name as it is written
   * @param location of its text
   */
  private record Element(String name, String location) {

    /** What values in it are called. */
    String called() {
      return name.substring(name.indexOf(':') + 1);
    }
  }

  /**
   * @param web whether attributes are those of HTML, SVG or Atom
   * @param limits of the encoding; null if it has all characters
   */
  XmlWalk(
      DocumentValues document,
      String base,
      String text,
      boolean web,
      @Nullable CharsetEncoder limits) {
    this.document = document;
    this.base = base;
    this.text = text;
    this.web = web;
    this.limits = limits;
    lexer = new XmlLexer(text);
    out = new StringBuilder(text.length() + 64);
  }

  /** The whole document. */
  CharSequence whole() throws MalformedTextException, JsonTooMuchException {
    if (walk() != Token.DONE) {
      throw new MalformedTextException();
    }
    return out;
  }

  /** Up to the last token that surely is whole, and the ends of what is open there. */
  CharSequence prefix() throws MalformedTextException, JsonTooMuchException {
    walk();
    for (Element element : open) {
      out.append("</").append(element.name()).append('>');
    }
    return out;
  }

  private Token walk() throws MalformedTextException, JsonTooMuchException {
    Token token = lexer.next();
    while (token != Token.DONE && token != Token.CUT) {
      switch (token) {
        case TEXT, CDATA -> {
          token = characters(token);
          continue;
        }
        case COMMENT -> comment();
        case INSTRUCTION -> instruction();
        case DECLARATION -> declaration();
        case DOCTYPE -> doctype();
        case START, EMPTY -> start(token);
        case END -> {
          out.append("</").append(open.pop().name());
          out.append(text, lexer.nameTo(), lexer.to());
        }
        case DONE, CUT -> throw new IllegalStateException("the document is over");
      }
      token = lexer.next();
    }
    return token;
  }

  /** All that belongs together as one value; returns the token behind. */
  private Token characters(Token first) throws MalformedTextException, JsonTooMuchException {
    int mark = out.length();
    int from = lexer.from();
    int to = from;
    StringBuilder value = new StringBuilder();
    boolean onlyCdata = first == Token.CDATA;
    boolean several = false;
    Token token = first;
    while (token == Token.TEXT || token == Token.CDATA) {
      if (token == Token.CDATA) {
        value.append(text, lexer.from() + 9, lexer.to() - 3);
      } else {
        value.append(decoded(lexer.from(), lexer.to()));
        onlyCdata = false;
      }
      several |= to > from;
      to = lexer.to();
      token = lexer.next();
    }
    if (token == Token.CUT && !open.isEmpty()) {
      // It may go on in a section that was cut.
      out.setLength(mark);
      return token;
    }
    if (open.isEmpty()) {
      out.append(text, from, to);
      return token;
    }
    Element element = open.element();
    String was = value.toString();
    String is =
        isLink(element, was)
            ? document.url(element.location(), was)
            : document.value(element.location(), element.called(), was);
    if (is.equals(was)) {
      out.append(text, from, to);
    } else if (onlyCdata && !several && !is.contains("]]>") && writable(is)) {
      out.append("<![CDATA[").append(is).append("]]>");
    } else {
      Markup.escape(out, is, (char) 0, limits);
    }
    return token;
  }

  /** As sitemaps and feeds have them. */
  private static boolean isLink(Element element, String value) {
    String plain = value.strip();
    return LINKS.contains(element.called().toLowerCase(Locale.ROOT))
        && (plain.startsWith("http://") || plain.startsWith("https://"));
  }

  private boolean writable(String value) {
    return limits == null || limits.canEncode(value);
  }

  private String decoded(int from, int to) throws MalformedTextException {
    return HtmlEntities.decodeXml(text.substring(from, to), lexer.hasDoctype());
  }

  private void comment() throws JsonTooMuchException {
    String comment = document.text(location(), text.substring(lexer.from() + 4, lexer.to() - 3));
    boolean ends = comment.contains("--") || comment.endsWith("-") || !writable(comment);
    out.append("<!--").append(ends ? UNREADABLE : comment).append("-->");
  }

  private void instruction() throws JsonTooMuchException {
    String target = text.substring(lexer.from() + 2, lexer.nameTo());
    String data = document.text(location(), text.substring(lexer.nameTo(), lexer.to() - 2));
    boolean ends = data.contains("?>") || !writable(data);
    out.append("<?").append(document.name(location(), target));
    out.append(ends ? ' ' + UNREADABLE : data).append("?>");
  }

  private void declaration() throws MalformedTextException {
    if (!XmlProlog.isDeclaration(text.substring(lexer.from(), lexer.to()))) {
      throw new MalformedTextException();
    }
    out.append(text, lexer.from(), lexer.to());
  }

  private void doctype() throws MalformedTextException, JsonTooMuchException {
    out.append("<!DOCTYPE")
        .append(XmlProlog.doctype(document, base.strip(), text, lexer.from() + 9, lexer.to() - 1))
        .append('>');
  }

  private void start(Token token) throws MalformedTextException, JsonTooMuchException {
    String name = name(location(), text.substring(lexer.from() + 1, lexer.nameTo()));
    String parent = open.isEmpty() ? base : open.element().location();
    String location = parent.length() > MAX_LOCATION ? parent : parent + '/' + name;
    out.append('<').append(name);
    int at = lexer.nameTo();
    Attributes attributes = lexer.attributes();
    for (int i = 0; i < attributes.count(); i++) {
      out.append(text, at, attributes.nameFrom(i));
      String raw = text.substring(attributes.nameFrom(i), attributes.nameTo(i));
      String attribute = name(location, raw);
      out.append(attribute).append(text, attributes.nameTo(i), attributes.valueFrom(i));
      attribute(location + "/@" + attribute, attribute, attributes, i);
      at = attributes.valueTo(i);
    }
    out.append(text, at, lexer.to());
    if (token == Token.START) {
      open.push(new Element(name, location));
    }
  }

  private void attribute(String location, String name, Attributes attributes, int index)
      throws MalformedTextException, JsonTooMuchException {
    int from = attributes.valueFrom(index);
    int to = attributes.valueTo(index);
    String was = decoded(from, to);
    String is = sanitised(location, name, was);
    if (is.equals(was)) {
      out.append(text, from, to);
    } else {
      Markup.escape(out, is, text.charAt(from - 1), limits);
    }
  }

  private String sanitised(String location, String name, String value) throws JsonTooMuchException {
    if (name.equals("xmlns") || name.startsWith("xmlns:")) {
      return XmlProlog.namespace(document, location, value);
    }
    return switch (name) {
      case "xsi:schemaLocation", "xsi:noNamespaceSchemaLocation" ->
          XmlProlog.namespaces(document, location, value);
      case "xsi:type", "xsi:nil", "xml:lang", "xml:space" -> document.words(location, value);
      case "href", "src", "xlink:href", "xml:base" -> document.url(location, value);
      case "version" -> XmlProlog.isVersion(value) ? value : other(location, name, value);
      default -> other(location, name, value);
    };
  }

  private String other(String location, String name, String value) throws JsonTooMuchException {
    String called = name.substring(name.indexOf(':') + 1);
    if (!web) {
      return document.value(location, called, value);
    }
    return switch (WebAttribute.of(name)) {
      case URL -> document.url(location, value);
      case NAME -> document.identifier(location, value);
      case WORDS -> document.words(location, value);
      case CODE -> document.text(location, value);
      case URLS, VALUE -> document.value(location, called, value);
    };
  }

  /** The prefix and the name behind it, each by itself. */
  private String name(String location, String name) throws JsonTooMuchException {
    int colon = name.indexOf(':');
    return colon <= 0 || colon == name.length() - 1
        ? document.name(location, name)
        : document.name(location, name.substring(0, colon))
            + ':'
            + document.name(location, name.substring(colon + 1));
  }

  private String location() {
    return open.isEmpty() ? base.strip() : open.element().location();
  }
}
