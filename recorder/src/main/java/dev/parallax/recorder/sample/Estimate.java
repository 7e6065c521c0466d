package dev.parallax.recorder.sample;

/**
 * A total over all traffic, as far as what was recorded tells.
 *
 * @param low of its 95 % interval, never below what was recorded
 * @param high of its 95 % interval
 */
public record Estimate(double total, double low, double high) {

  /** Whether everything was recorded that it is about. */
  public boolean isExact() {
    return low == high;
  }

  /** Half of the interval's width as a share of the total; 0 where that is exact. */
  public double relativeError() {
    return total == 0 ? 0 : (high - low) / 2 / total;
  }
}
