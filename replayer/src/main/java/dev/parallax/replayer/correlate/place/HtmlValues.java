package dev.parallax.replayer.correlate.place;

import dev.parallax.recorder.syntax.Attributes;
import dev.parallax.recorder.syntax.HtmlEntities;
import dev.parallax.recorder.syntax.HtmlLexer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a page hands to the requests that follow it: values of fields, contents of {@code meta},
 * links and actions, {@code data-} attributes, and JSON in scripts. Read only.
 */
final class HtmlValues {

  private final Trail trail;
  private final Nested nested;
  private final Map<String, Integer> seen = new HashMap<>();
  private String text = "";

  HtmlValues(Trail trail, Nested nested) {
    this.trail = trail;
    this.nested = nested;
  }

  void visit(String html) {
    text = html;
    HtmlLexer lexer = new HtmlLexer(html);
    String element = "";
    for (HtmlLexer.Token token = lexer.next();
        token != HtmlLexer.Token.DONE;
        token = lexer.next()) {
      if (token == HtmlLexer.Token.START) {
        element = html.substring(lexer.from() + 1, lexer.nameTo()).toLowerCase(Locale.ROOT);
        attributes(element, lexer.attributes());
      } else if (token == HtmlLexer.Token.RAW_TEXT && element.equals("script")) {
        script(html.substring(lexer.from(), lexer.to()).strip());
      }
    }
  }

  private void script(String content) {
    if (content.startsWith("{") || content.startsWith("[")) {
      show("script", "", content);
    }
  }

  private void attributes(String element, Attributes attributes) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < attributes.count(); i++) {
      if (attributes.hasValue(i)) {
        String raw = text.substring(attributes.valueFrom(i), attributes.valueTo(i));
        values.putIfAbsent(
            text.substring(attributes.nameFrom(i), attributes.nameTo(i)).toLowerCase(Locale.ROOT),
            HtmlEntities.decode(raw, true));
      }
    }
    String itself = values.getOrDefault("name", values.getOrDefault("property", ""));
    values.forEach(
        (name, value) -> {
          boolean named = (name.equals("value") || name.equals("content")) && !itself.isEmpty();
          if (named) {
            show(element, itself, value);
          } else if (name.equals("href") || name.equals("action") || name.startsWith("data-")) {
            show(element, '@' + name, value);
          }
        });
  }

  /** Of what stands several times at one place, each by its number. */
  private void show(String element, String name, String value) {
    int depth = trail.depth();
    trail.down(element);
    if (!name.isEmpty()) {
      trail.down(name);
    }
    int occurrence = seen.merge(element + '/' + name, 1, Integer::sum);
    if (occurrence > 1) {
      trail.down(Place.index(occurrence - 1));
    }
    var _ = nested.visit(value);
    trail.upTo(depth);
  }
}
