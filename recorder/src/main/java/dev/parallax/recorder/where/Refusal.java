package dev.parallax.recorder.where;

import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in one line what is wrong with an expression first, where CEL may say it in several. */
final class Refusal {

  private static final Pattern UNKNOWN =
      Pattern.compile("(?:undefined field|undeclared reference to) '([^']*)'.*", Pattern.DOTALL);

  /** How CEL calls its operators: {@code _==_}, {@code !_}, {@code @in}, {@code _[_]}. */
  private static final Pattern OPERATOR = Pattern.compile("'([^A-Za-z0-9' ]+|@in)'");

  private Refusal() {}

  static WhereException of(CelValidationException refused, String text) {
    CelIssue first =
        refused.getErrors().stream()
            .min(
                Comparator.comparingInt((CelIssue issue) -> issue.getSourceLocation().getLine())
                    .thenComparingInt(issue -> issue.getSourceLocation().getColumn()))
            .orElseThrow();
    Matcher unknown = UNKNOWN.matcher(first.getMessage());
    return new WhereException(
        place(first, text) + ": " + words(first.getMessage()),
        unknown.matches() ? unknown.group(1) : "");
  }

  /** From 1; of a field, that of its name. */
  private static String place(CelIssue issue, String text) {
    int line = issue.getSourceLocation().getLine();
    int column = issue.getSourceLocation().getColumn();
    String said = text.lines().skip(line - 1L).findFirst().orElse("");
    int at =
        column < said.codePointCount(0, said.length()) ? said.offsetByCodePoints(0, column) : -1;
    boolean field = at >= 0 && said.charAt(at) == '.';
    String place = "column " + (column + (field ? 2 : 1));
    return text.strip().indexOf('\n') < 0 ? place : "line " + line + ", " + place;
  }

  private static String words(String message) {
    String said = message;
    for (String detail : new String[] {" (in container", " (candidates: ", " expecting "}) {
      int at = said.indexOf(detail);
      said = at < 0 ? said : said.substring(0, at);
    }
    return OPERATOR
        .matcher(said)
        .replaceFirst(operator -> operator.group().replaceAll("[_@]", ""))
        .replace("mismatched input '<EOF>'", "ends too early")
        .replace("'<EOF>'", "the end")
        .replace("token recognition error at:", "not understood:")
        .replaceAll("\\s+", " ");
  }
}
