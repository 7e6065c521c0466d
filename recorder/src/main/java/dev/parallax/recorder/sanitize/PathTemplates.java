package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.endpoint.PathHints;
import dev.parallax.recorder.sanitize.detect.Finder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policy's path templates: their literal segments pass, {@code {name}} is a value, and {@code
 * **} at the end lets the rest pass, but for segments in which something is recognised. What only
 * says that words stay apart lets none pass.
 */
final class PathTemplates {

  private static final String WORDS = "path template ";

  private final List<String[]> templates;
  private final List<String> rules;

  PathTemplates(List<String> templates) {
    List<String> words = templates.stream().filter(t -> !t.startsWith(PathHints.APART)).toList();
    this.templates = words.stream().map(t -> t.split("/", -1)).toList();
    this.rules = words.stream().map(t -> WORDS + t).toList();
  }

  /**
   * The template, in words, that matches the whole path and has a literal (or the rest) at {@code
   * index}; null if none does.
   */
  @Nullable String literal(String[] path, int index) {
    for (int i = 0; i < templates.size(); i++) {
      String[] template = templates.get(i);
      boolean rest = index >= template.length || template[index].equals("**");
      boolean passes = rest ? Finder.find(path[index]).isEmpty() : !variable(template[index]);
      if (passes && matches(template, path)) {
        return rules.get(i);
      }
    }
    return null;
  }

  /**
   * Whether a template that matches the whole path has a literal at {@code index}, not the rest.
   */
  boolean hasWord(String[] path, int index) {
    return templates.stream()
        .anyMatch(
            template ->
                index < template.length
                    && !template[index].equals("**")
                    && !variable(template[index])
                    && matches(template, path));
  }

  private static boolean matches(String[] template, String[] path) {
    boolean rest = template[template.length - 1].equals("**");
    int fixed = rest ? template.length - 1 : template.length;
    if (rest ? path.length < fixed : path.length != fixed) {
      return false;
    }
    for (int i = 0; i < fixed; i++) {
      if (!variable(template[i]) && !template[i].equals(path[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean variable(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }
}
