package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.sanitize.Scope.Mark;
import dev.parallax.recorder.sanitize.detect.Finder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the names and values of one document of markup, which are told of place by place.
 * Confined to one thread.
 */
final class DocumentValues {

  /** What parts the words of lists, sizes, styles and the like. */
  private static final String BETWEEN_WORDS = " \t\n\r\f,;:/()='\"#%+>~*!|&?{}<.[]^$\\";

  /** In words that are nothing else. More might be a number that was written in groups. */
  private static final int MAX_DIGITS = 6;

  private static final int MAX_SCHEME = 20;

  private final ValueSanitiser values;
  private final NameSanitiser names;
  private final TargetSanitiser targets;
  private final FoldedLeaves leaves;

  DocumentValues(ValueSanitiser values, NameSanitiser names, TargetSanitiser targets, Scope scope) {
    this.values = values;
    this.names = names;
    this.targets = targets;
    leaves = new FoldedLeaves(scope);
  }

  /** Of an element or an attribute: one that ASCII can write, told as a place's name is. */
  String name(String location, String name) throws JsonTooMuchException {
    String kept = names.markup(leaves.alone(), name);
    if (!kept.equals(name)) {
      renamed(location + '/' + kept, name, kept);
    }
    return kept;
  }

  /** A name that is a value here: it becomes what it becomes where it is sent. */
  String identifier(String location, String name) throws JsonTooMuchException {
    String kept = names.name(leaves.alone(), name);
    if (!kept.equals(name)) {
      renamed(location, name, kept);
    }
    return kept;
  }

  private void renamed(String location, String name, String kept) throws JsonTooMuchException {
    Location at = new Location(location, "");
    leaves.alone().replaced(at, "name", false);
    leaves.alone().renames(at, name, kept);
    leaves.take();
  }

  /**
   * A value without the blanks around it, which stay.
   *
   * @param name what it is called there
   */
  String value(String location, String name, String text) throws JsonTooMuchException {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) <= ' ') {
      start++;
    }
    while (end > start && text.charAt(end - 1) <= ' ') {
      end--;
    }
    if (start == end) {
      return text;
    }
    String value = text.substring(start, end);
    Location at = new Location(location, name.toLowerCase(Locale.ROOT));
    String sanitised = values.leaf(leaves.alone(), at, value, 0);
    leaves.take();
    return sanitised.equals(value)
        ? text
        : text.substring(0, start) + sanitised + text.substring(end);
  }

  /** Text of which nothing is harmless: a comment, a script. */
  String text(String location, String text) throws JsonTooMuchException {
    Location at = new Location(location, "");
    String sanitised =
        values.mode() == Mode.DETECT
            ? values.detected(leaves.alone(), at, text)
            : values.replace(leaves.alone(), at, text, Why.DENY);
    leaves.take();
    return sanitised;
  }

  /** JSON; null if it is none. */
  @Nullable String json(String location, String text) throws JsonTooMuchException {
    Mark mark = leaves.alone().mark();
    String json = values.json().text(values, leaves.alone(), location, text, 1).orElse(null);
    if (json == null) {
      leaves.alone().backTo(mark);
    }
    leaves.take();
    return json;
  }

  /** Words of a program: classes, types, sizes. Those that are not like identifiers go. */
  String words(String location, String text) throws JsonTooMuchException {
    if (values.mode() == Mode.DETECT || !Finder.find(text).isEmpty()) {
      return value(location, "", text);
    }
    Location at = new Location(location, "");
    StringBuilder out = new StringBuilder(text.length());
    int digits = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && BETWEEN_WORDS.indexOf(text.charAt(i)) < 0) {
        continue;
      }
      String word = text.substring(start, i);
      digits += HarmlessValues.smallInteger(word) ? word.length() : 0;
      boolean stays = word.isEmpty() || (NameSanitiser.identifier(word) && digits <= MAX_DIGITS);
      out.append(stays ? word : values.replace(leaves.alone(), at, word, Why.DENY));
      if (i < text.length()) {
        out.append(text.charAt(i));
      }
      start = i + 1;
    }
    leaves.take();
    String words = out.toString();
    return words.equals(text) ? leaves.alone().keeps(at, text, Why.PROGRAM_WORDS) : words;
  }

  /** What a document type says behind its keyword: stays where it says no more than everybody. */
  String doctype(String location, String text) throws JsonTooMuchException {
    String plain = text.strip();
    return plain.equalsIgnoreCase("html") || XmlProlog.isOfHtml(plain)
        ? text
        : text(location, text);
  }

  /** As a target is, so that it joins with one that was asked for. */
  String url(String location, String text) throws JsonTooMuchException {
    String url = text.strip();
    int scheme = schemeEnd(url);
    String name = scheme < 0 ? "" : url.substring(0, scheme).toLowerCase(Locale.ROOT);
    String sanitised =
        switch (name) {
          case "", "http:", "https:", "ws:", "wss:" -> target(location, url);
          case "mailto:", "tel:", "sms:" ->
              url.substring(0, scheme) + target(location, url.substring(scheme));
          case "javascript:" -> url.substring(0, scheme) + text(location, url.substring(scheme));
          default -> value(location, "", url);
        };
    int start = text.indexOf(url);
    return sanitised.equals(url)
        ? text
        : text.substring(0, start) + sanitised + text.substring(start + url.length());
  }

  private String target(String location, String url) throws JsonTooMuchException {
    Mark mark = leaves.alone().mark();
    String sanitised;
    try {
      sanitised = targets.url(leaves.alone(), location + ' ', url);
    } catch (RuntimeException hostile) {
      leaves.alone().backTo(mark);
      Location at = new Location(location, "");
      sanitised = leaves.alone().reduces(at, url, "/", Why.UNREADABLE, Why.UNREADABLE);
    }
    leaves.take();
    return sanitised;
  }

  /** Behind the colon; -1 if there is no scheme. */
  private static int schemeEnd(String url) {
    for (int i = 0; i < url.length() && i < MAX_SCHEME; i++) {
      char c = url.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (c == ':') {
        return i == 0 ? -1 : i + 1;
      }
      boolean inScheme = letter || (i > 0 && ((c >= '0' && c <= '9') || "+.-".indexOf(c) >= 0));
      if (!inScheme) {
        return -1;
      }
    }
    return -1;
  }

  /** Writes the leaves. */
  void end() {
    leaves.end();
  }
}
