package dev.parallax.comparator.growth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How times grow with sizes at one endpoint.
 *
 * @param endpoint {@code GET /products}
 * @param pairs exchanges with an answer of both legs and a body
 * @param smallestBytes that staging gave
 * @param largestBytes that staging gave
 * @param productionBytes 99 of 100 answers of production were no larger; 0 if none had a body
 * @param fit null where sizes differ too little, or pairs are too few, to tell
 * @param sample of the pairs, to be drawn
 */
public record Growth(
    String endpoint,
    long pairs,
    long smallestBytes,
    long largestBytes,
    long productionBytes,
    @Nullable Fit fit,
    List<SizedTime> sample) {

  public Growth {
    sample = List.copyOf(sample);
  }

  /**
   * @param more by which the candidate's exponent is above the control's, from pairs
   * @param lowerBound of that, one-sided, at a level that allows for all endpoints at once
   * @param slowerWhereLarge candidate's time over the control's among the largest fifth of the
   *     answers: lower bound, likewise
   */
  public record Fit(
      LegGrowth control,
      LegGrowth candidate,
      Exponent more,
      double lowerBound,
      double slowerWhereLarge) {}

  /** Whether production has answers far larger than any that staging gave. */
  public boolean lacksSize() {
    return productionBytes > 2 * largestBytes;
  }
}
