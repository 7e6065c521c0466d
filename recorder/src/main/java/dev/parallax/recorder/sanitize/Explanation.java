package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.sanitize.Decision.Fate;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what became of each value of one exchange, as those tell that decide. Confined to one
 * thread.
 */
public final class Explanation {

  private final List<Decision> decisions = new ArrayList<>();

  /** In the order in which the values stand: request before response, headers before body. */
  public List<Decision> decisions() {
    return List.copyOf(decisions);
  }

  void keeps(String location, String value, String rule) {
    decisions.add(new Decision(location, Fate.KEPT, rule, "", true, value, value));
  }

  void replaces(String location, String value, Replacement by, String rule) {
    decisions.add(
        new Decision(location, Fate.REPLACED, rule, by.kind(), by.injective(), value, by.text()));
  }

  void reduces(String location, String value, String to, String kind, String rule) {
    Fate fate = to.isEmpty() ? Fate.DROPPED : Fate.REDUCED;
    decisions.add(new Decision(location, fate, rule, kind, false, value, to));
  }

  int mark() {
    return decisions.size();
  }

  /** Forgets what was told since the mark, since it came otherwise. */
  void backTo(int mark) {
    decisions.subList(mark, decisions.size()).clear();
  }
}
