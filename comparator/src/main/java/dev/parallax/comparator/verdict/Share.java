package dev.parallax.comparator.verdict;

/**
 * A share of exchanges by weight; by number, where all that there are have none. Confined to one
 * thread.
 */
final class Share {

  private long count;
  private long countOf;
  private double weight;
  private double weightOf;

  void add(double weight, boolean isOf) {
    count++;
    this.weight += weight;
    if (isOf) {
      countOf++;
      weightOf += weight;
    }
  }

  /** 0 of nothing. */
  double share() {
    if (weight > 0) {
      return weightOf / weight;
    }
    return count == 0 ? 0 : (double) countOf / (double) count;
  }
}
