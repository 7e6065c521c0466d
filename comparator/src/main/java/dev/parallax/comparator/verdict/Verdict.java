package dev.parallax.comparator.verdict;

import java.util.List;

/**
 * The decision of a run with every ruling behind it. FAIL if any gate fails, else INCONCLUSIVE if
 * any is, else PASS.
 */
public record Verdict(Decision decision, List<Ruling> rulings) {

  public Verdict {
    rulings = List.copyOf(rulings);
  }
}
