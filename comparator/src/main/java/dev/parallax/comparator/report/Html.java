package dev.parallax.comparator.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Builds a document that is HTML and well-formed XML at once. Everything is escaped but what goes
 * through {@link #raw}; element and attribute names are constants of the caller. Elements are
 * closed by name, so that a forgotten one is an error where it is forgotten.
 */
final class Html {

  /** So that one endless value does not make a page that no browser opens. */
  private static final int MAX_CHARACTERS = 1_000;

  private final StringBuilder out = new StringBuilder(1 << 16);
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * @param attributes names and values in turn
   */
  Html open(String element, String... attributes) {
    tag(element, attributes);
    out.append('>');
    open.push(element);
    return this;
  }

  Html close(String element) {
    String innermost = open.isEmpty() ? "nothing" : open.pop();
    if (!innermost.equals(element)) {
      throw new IllegalStateException("closing " + element + ", but " + innermost + " is open");
    }
    out.append("</").append(element).append('>');
    return this;
  }

  /** An element that has no content: void in HTML ({@code meta}), or one of SVG ({@code line}). */
  Html empty(String element, String... attributes) {
    tag(element, attributes);
    out.append("/>");
    return this;
  }

  /** An element with nothing but text in it. */
  Html leaf(String element, String text) {
    return open(element).text(text).close(element);
  }

  /** An element with nothing but text in it. */
  Html leaf(String element, String cssClass, String text) {
    return open(element, "class", cssClass).text(text).close(element);
  }

  /**
   * Text, cut after {@value #MAX_CHARACTERS} characters; those that cannot be seen are named, and
   * marked as no part of the text.
   */
  Html text(String text) {
    text.codePoints()
        .limit(MAX_CHARACTERS)
        .forEach(
            c -> {
              if (Visible.isHidden(c)) {
                out.append("<span class=\"hidden-char\">")
                    .append(Visible.name(c))
                    .append("</span>");
              } else {
                escape(c);
              }
            });
    if (text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
      out.append('…');
    }
    return this;
  }

  /** A line break in the source, for those who read it. */
  Html line() {
    out.append('\n');
    return this;
  }

  /** Markup as it is. Never for anything that comes from a recording or a configuration. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** The whole document. */
  String document() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return out.toString();
  }

  private void tag(String element, String... attributes) {
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      Visible.of(attributes[i + 1]).codePoints().forEach(this::escape);
      out.append('"');
    }
  }

  private void escape(int codePoint) {
    switch (codePoint) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.appendCodePoint(codePoint);
    }
  }
}
