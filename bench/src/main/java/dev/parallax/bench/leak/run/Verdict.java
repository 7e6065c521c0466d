package dev.parallax.bench.leak.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is wrong with what was counted; nothing if it is as it has to be.
 *
 * @param leaks cells that leak and are not known to
 * @param healed cells that are known to leak and don't
 * @param unrecorded cells of which not all is in the log, so that nothing follows
 * @param unseen cells of which the oracle missed something on the wire, so that nothing follows
 */
record Verdict(
    List<String> leaks, List<String> healed, List<String> unrecorded, List<String> unseen) {

  static Verdict of(Tallies tallies, KnownFailing known) {
    List<String> leaks = new ArrayList<>();
    List<String> unrecorded = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    Set<String> healed = new LinkedHashSet<>(known.reasons().keySet());
    tallies
        .byCell()
        .forEach(
            (cell, tally) -> {
              if (tally.isRed()) {
                healed.remove(cell.toString());
              }
              if (tally.isRed() && !known.isKnown(cell.toString(), tally)) {
                leaks.add(
                    "%s: %d of %d, %s"
                        .formatted(
                            cell,
                            tally.leaked() + tally.suspected(),
                            tally.planted(),
                            tally.examples()));
              }
              if (!tally.isRed() && !known.isHealed(cell.toString(), tally.planted())) {
                healed.remove(cell.toString());
              }
              if (tally.recorded() < tally.planted()) {
                unrecorded.add("%s: %d of %d".formatted(cell, tally.recorded(), tally.planted()));
              }
              if (tally.uncontrolled() > 0) {
                unseen.add("%s: %d missed".formatted(cell, tally.uncontrolled()));
              }
            });
    return new Verdict(leaks, List.copyOf(healed), unrecorded, unseen);
  }

  boolean isGood() {
    return leaks.isEmpty() && healed.isEmpty() && unrecorded.isEmpty() && unseen.isEmpty();
  }
}
