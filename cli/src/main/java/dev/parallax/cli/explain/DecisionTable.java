package dev.parallax.cli.explain;

import dev.parallax.recorder.sanitize.Decision;
import dev.parallax.recorder.sanitize.Decision.Fate;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One line a value: where it stands, what became of it, by which rule. */
public final class DecisionTable {

  private static final List<String> HEADS =
      List.of("location", "decision", "as", "rule", "value", "becomes");

  private static final int MAX_CELL = 60;

  /** What would steer a terminal, or break the line. */
  private static final Pattern STEERING = Pattern.compile("\\p{Cntrl}|\\p{Cf}");

  private final PrintWriter out;
  private final Values values;

  public DecisionTable(PrintWriter out, Values values) {
    this.out = out;
    this.values = values;
  }

  public void write(List<Decision> decisions) {
    List<List<String>> rows = decisions.stream().map(this::row).toList();
    int[] widths = HEADS.stream().mapToInt(String::length).toArray();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    line(HEADS, widths);
    rows.forEach(row -> line(row, widths));
    out.println();
  }

  private List<String> row(Decision decision) {
    return List.of(
        cell(decision.location()),
        fate(decision),
        decision.kind(),
        cell(decision.rule()),
        cell(values.shown(decision)),
        decision.fate() == Fate.KEPT ? "" : cell(decision.text()));
  }

  private static String fate(Decision decision) {
    String fate = decision.fate().name().toLowerCase(Locale.ROOT);
    return decision.fate() == Fate.REPLACED && !decision.injective() ? fate + ", lossy" : fate;
  }

  private static String cell(String text) {
    String cut = text.length() > MAX_CELL ? text.substring(0, MAX_CELL - 1) + "…" : text;
    return STEERING
        .matcher(cut)
        .replaceAll(match -> "<U+%04X>".formatted(match.group().codePointAt(0)));
  }

  private void line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(cells.get(i)).repeat(" ", widths[i] - cells.get(i).length() + 2);
    }
    out.println(line.toString().stripTrailing());
  }
}
