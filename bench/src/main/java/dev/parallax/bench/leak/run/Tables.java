package dev.parallax.bench.leak.run;

import dev.parallax.bench.leak.place.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was counted, by group of cells, as Markdown. */
final class Tables {

  private static final class Group {
    private int cells;
    private int red;
    private int least = Integer.MAX_VALUE;
    private long planted;
    private long green;
    private long leaked;

    private void add(Tally tally) {
      cells++;
      planted += tally.planted();
      leaked += tally.leaked();
      least = Math.min(least, tally.planted());
      if (tally.isRed()) {
        red++;
      } else {
        green += tally.planted();
      }
    }
  }

  private Tables() {}

  /** A line for each group: the bound is that of its cells that did not leak, together. */
  static List<String> groups(Tallies tallies) {
    Map<String, Group> groups = new LinkedHashMap<>();
    tallies
        .byCell()
        .forEach(
            (cell, tally) -> groups.computeIfAbsent(cell.group(), _ -> new Group()).add(tally));
    List<String> lines = new ArrayList<>();
    lines.add(
        "| cells | number | of these leak | values planted | found | upper bound of the others |");
    lines.add("| --- | --- | --- | --- | --- | --- |");
    groups.forEach((name, group) -> lines.add(line(name, group)));
    return lines;
  }

  private static String line(String name, Group group) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d, %d and more a cell | %d | %s |",
        name,
        group.cells,
        group.red,
        group.planted,
        group.least,
        group.leaked,
        bound(group.green));
  }

  /** The rule of three: none of so many leaked, so with 95 % no more than this share does. */
  static String bound(long planted) {
    return planted == 0 ? "-" : String.format(Locale.ROOT, "%.1e", 3.0 / planted);
  }

  /** The cells that leak, as {@code known-failing.txt} would list them. */
  static List<String> leaking(Tallies tallies) {
    return tallies.byCell().entrySet().stream()
        .filter(one -> one.getValue().isRed())
        .map(one -> one.getKey().toString())
        .sorted()
        .toList();
  }

  /** A line for each cell that was planted, for a file. */
  static List<String> cells(Tallies tallies) {
    List<String> lines = new ArrayList<>();
    lines.add("group\tcell\tplanted\trecorded\tfound\tsuspected\tupper bound");
    for (Map.Entry<Cell, Tally> one : tallies.byCell().entrySet()) {
      Tally tally = one.getValue();
      lines.add(
          String.join(
              "\t",
              one.getKey().group(),
              one.getKey().toString(),
              Integer.toString(tally.planted()),
              Integer.toString(tally.recorded()),
              Integer.toString(tally.leaked()),
              Integer.toString(tally.suspected()),
              tally.isRed() ? "-" : bound(tally.planted())));
    }
    return lines;
  }
}
