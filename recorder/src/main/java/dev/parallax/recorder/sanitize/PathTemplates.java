package dev.parallax.recorder.sanitize;

import java.util.List;

/**
 * The policy's path templates: their literal segments pass, {@code {name}} is a value, and {@code
 * **} at the end lets the rest pass.
 */
final class PathTemplates {

  private final List<String[]> templates;

  PathTemplates(List<String> templates) {
    this.templates = templates.stream().map(t -> t.split("/", -1)).toList();
  }

  /**
   * Whether a template that matches the whole path has a literal (or the rest) at {@code index}.
   */
  boolean literal(String[] path, int index) {
    for (String[] template : templates) {
      if (matches(template, path)) {
        if (index >= template.length || template[index].equals("**")) {
          return true;
        }
        if (!variable(template[index])) {
          return true;
        }
      }
    }
    return false;
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
