package dev.parallax.bench.leak.run;

import dev.parallax.bench.leak.oracle.Oracle;
import dev.parallax.bench.leak.place.Cell;
import dev.parallax.bench.leak.run.ProxyRun.Log;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was counted, by cell. */
final class Tallies {

  private final Map<Cell, Tally> byCell = new LinkedHashMap<>();
  private long bytes;

  /**
   * @param cellOf by the plant's number
   * @param recorded numbers of plants that are in the log
   */
  void add(List<Cell> cellOf, Log log, BitSet recorded, Oracle oracle) {
    bytes += oracle.bytes();
    BitSet leaked = oracle.leaked();
    BitSet suspected = oracle.suspected();
    for (int i = 0; i < cellOf.size(); i++) {
      of(cellOf.get(i))
          .add(recorded.get(i), leaked.get(i), suspected.get(i), log + " " + oracle.evidence(i));
    }
  }

  void control(List<Cell> cellOf, BitSet found) {
    for (int i = 0; i < cellOf.size(); i++) {
      of(cellOf.get(i)).control(found.get(i));
    }
  }

  private Tally of(Cell cell) {
    return byCell.computeIfAbsent(cell, _ -> new Tally());
  }

  /** Of a family's cells, how many leak here and not there. */
  long redBeyond(Tallies other, String family) {
    return byCell.entrySet().stream()
        .filter(one -> one.getKey().entity().family().equals(family) && one.getValue().isRed())
        .filter(
            one -> {
              Tally there = other.byCell.get(one.getKey());
              return there != null && !there.isRed();
            })
        .count();
  }

  Map<Cell, Tally> byCell() {
    return byCell;
  }

  /** That were searched. */
  long bytes() {
    return bytes;
  }
}
