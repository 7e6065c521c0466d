package dev.parallax.comparator.verdict;

/** The three answers of a gate, and of a run. */
public enum Decision {
  PASS,
  FAIL,
  INCONCLUSIVE
}
