package dev.parallax.comparator.latency;

/** Quantiles by nearest rank: always a value that was measured. */
final class Quantiles {

  private Quantiles() {}

  /**
   * @param ascending sorted, not empty
   * @param share in (0, 1]
   */
  static double nearestRank(double[] ascending, double share) {
    int rank = (int) Math.ceil(share * ascending.length);
    return ascending[Math.max(rank, 1) - 1];
  }
}
