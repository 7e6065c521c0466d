package dev.parallax.comparator.latency;

import java.util.List;

/** Quantiles by nearest rank: always a value that was measured. */
final class Quantiles {

  private Quantiles() {}

  /**
   * @param weight at least 0
   */
  record Weighted(double value, double weight) {}

  /**
   * The lowest value that has at least the share of all weight at or below it; by nearest rank
   * where weights are equal.
   *
   * @param ascending sorted by value, with some weight
   * @param share in (0, 1]
   */
  static double nearestRank(List<Weighted> ascending, double share) {
    double all = 0;
    for (Weighted one : ascending) {
      all += one.weight();
    }
    double below = 0;
    double found = 0;
    for (Weighted one : ascending) {
      if (one.weight() > 0) {
        found = one.value();
        below += one.weight();
        if (below >= share * all) {
          break;
        }
      }
    }
    return found;
  }

  /**
   * @param ascending sorted, not empty
   * @param share in (0, 1]
   */
  static double nearestRank(double[] ascending, double share) {
    int rank = (int) Math.ceil(share * ascending.length);
    return ascending[Math.max(rank, 1) - 1];
  }
}
