package dev.parallax.bench.leak.run;

import java.util.ArrayList;
import java.util.List;

/** What was counted of one cell, over all rounds. */
final class Tally {

  private static final int EXAMPLES = 3;

  /** So many cards of a cell, of which six digits were found, are no chance: p < 1e-6. */
  private static final int MOST_SUSPECTED = 3;

  private final List<String> examples = new ArrayList<>();
  private int planted;
  private int recorded;
  private int leaked;
  private int suspected;
  private int controlled;
  private int controls;

  void add(boolean recorded, boolean leaked, boolean suspected, String example) {
    planted++;
    this.recorded += recorded ? 1 : 0;
    this.leaked += leaked ? 1 : 0;
    this.suspected += suspected && !leaked ? 1 : 0;
    if (leaked && examples.size() < EXAMPLES) {
      examples.add(example);
    }
  }

  void control(boolean found) {
    controls++;
    controlled += found ? 1 : 0;
  }

  int planted() {
    return planted;
  }

  int recorded() {
    return recorded;
  }

  int leaked() {
    return leaked;
  }

  int suspected() {
    return suspected;
  }

  /** Of what went over the wire, how many were not found there. */
  int uncontrolled() {
    return controls - controlled;
  }

  List<String> examples() {
    return List.copyOf(examples);
  }

  boolean isRed() {
    return leaked > 0 || suspected > MOST_SUSPECTED;
  }
}
