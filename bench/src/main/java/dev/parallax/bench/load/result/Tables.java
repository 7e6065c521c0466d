package dev.parallax.bench.load.result;

import dev.parallax.bench.load.subject.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as rows of Markdown, the way docs/performance.md has them. */
public final class Tables {

  private Tables() {}

  /** One cell's: medians of its rounds, ratios taken round by round. */
  public static List<String> cell(Cell cell, Results results) {
    List<String> rows = new ArrayList<>();
    rows.add(
        "| %s | CPU µs per request | to nginx | to mirror | requests/s | to nginx | of its core | p50 µs | p99 µs | errors |"
            .formatted(cell.title()));
    rows.add("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (Kind kind : Kind.values()) {
      if (!results.rounds(cell, kind).isEmpty()) {
        rows.add(row(cell, kind, results));
      }
    }
    return rows;
  }

  private static String row(Cell cell, Kind kind, Results results) {
    return "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %d |"
        .formatted(
            kind.title(),
            number("%.1f", results.median(cell, kind, Measured::cpuMicros)),
            number("%.2f", results.ratio(cell, kind, Kind.NGINX, Measured::cpuMicros)),
            number("%.2f", results.ratio(cell, kind, Kind.MIRROR, Measured::cpuMicros)),
            number("%,.0f", results.median(cell, kind, Measured::requestsPerSecond)),
            number("%.2f", results.ratio(cell, kind, Kind.NGINX, Measured::requestsPerSecond)),
            number("%.0f %%", 100 * results.median(cell, kind, Measured::coreShare)),
            number("%.0f", results.median(cell, kind, Measured::p50Micros)),
            number("%.0f", results.median(cell, kind, Measured::p99Micros)),
            results.errors(cell, kind));
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }

  /** In parentheses: what informs, and fails nothing. */
  public static List<String> goals(List<Goal> goals) {
    List<String> rows =
        new ArrayList<>(List.of("| goal | figure | limit | |", "| --- | --- | --- | --- |"));
    goals.forEach(goal -> rows.add(goal.row()));
    return rows;
  }
}
