package dev.parallax.comparator.noise;

import java.util.Collection;

/**
 * How small a p-value must be, many fields being tested at once: the thresholds of Benjamini and
 * Hochberg (1995) over all fields that could reach significance at all.
 *
 * @param verdict a p-value up to this fails a run: one in a hundred such is false at most
 * @param suspicion a p-value up to this is told: one in twenty
 */
record Significance(double verdict, double suspicion) {

  static final double VERDICT_LEVEL = 0.01;
  static final double SUSPICION_LEVEL = 0.05;

  static Significance over(Collection<Discordance> fields) {
    double[] pValues =
        fields.stream()
            .filter(Significance::testable)
            .mapToDouble(Discordance::pValue)
            .sorted()
            .toArray();
    return new Significance(threshold(pValues, VERDICT_LEVEL), threshold(pValues, SUSPICION_LEVEL));
  }

  static boolean testable(Discordance field) {
    return field.candidate() + field.control() >= Discordance.MIN_PAIRS;
  }

  boolean fails(Discordance field) {
    return testable(field) && field.pValue() <= verdict;
  }

  boolean suspects(Discordance field) {
    return testable(field) && field.pValue() <= suspicion;
  }

  /** The largest p(k) that is at most k/m of the level; negative if there is none. */
  private static double threshold(double[] ascending, double level) {
    for (int k = ascending.length; k >= 1; k--) {
      if (ascending[k - 1] <= level * k / ascending.length) {
        return ascending[k - 1];
      }
    }
    return -1;
  }
}
