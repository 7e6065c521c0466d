package dev.parallax.comparator.noise;

import dev.parallax.comparator.sample.BottomK;
import java.util.List;

/** Counts exchanges that show one thing, with a few of them. Merges exactly. */
final class Tally {

  private static final int MAX_EXAMPLES = 3;

  private final BottomK<Example> examples = new BottomK<>(MAX_EXAMPLES);
  private long exchanges;
  private long differing;
  private long attempts;
  private long controls;

  /**
   * @param differing attempts that differ
   * @param attempts of that leg that could
   * @param controls attempts of the control, beside the base, that could have differed as well
   */
  void add(long hash, Example example, int differing, int attempts, int controls) {
    exchanges++;
    this.differing += differing;
    this.attempts += attempts;
    this.controls += controls;
    examples.add(hash, example);
  }

  Tally merge(Tally that) {
    exchanges += that.exchanges;
    differing += that.differing;
    attempts += that.attempts;
    controls += that.controls;
    examples.merge(that.examples);
    return this;
  }

  long exchanges() {
    return exchanges;
  }

  long differing() {
    return differing;
  }

  long attempts() {
    return attempts;
  }

  long controls() {
    return controls;
  }

  List<Example> examples() {
    return List.copyOf(examples.values());
  }
}
