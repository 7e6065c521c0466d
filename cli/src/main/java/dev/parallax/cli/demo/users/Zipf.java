package dev.parallax.cli.demo.users;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Ranks by Zipf's law: rank k is drawn with a probability in proportion to 1/k. Immutable. */
final class Zipf {

  private final double[] cumulative;

  Zipf(int ranks) {
    cumulative = new double[ranks];
    double sum = 0;
    for (int rank = 1; rank <= ranks; rank++) {
      sum += 1.0 / rank;
      cumulative[rank - 1] = sum;
    }
  }

  /** From 1. */
  int draw(RandomGenerator random) {
    double at = random.nextDouble(cumulative[cumulative.length - 1]);
    int found = Arrays.binarySearch(cumulative, at);
    return Math.min(cumulative.length, (found < 0 ? -found - 1 : found + 1) + 1);
  }
}
