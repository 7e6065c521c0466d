package dev.parallax.replayer.protect;

/**
 * How many attempts a leg gets at most.
 *
 * @param perSecond at each leg; infinite for no bound
 */
public record MaxRate(double perSecond) {

  private static final double LEAST = 0.001;
  private static final String UNIT = "/s";

  public MaxRate {
    if (!(perSecond >= LEAST)) {
      throw new IllegalArgumentException(
          "replay.maxRate: %s/s (expected: >= %s/s)".formatted(perSecond, LEAST));
    }
  }

  public static MaxRate none() {
    return new MaxRate(Double.POSITIVE_INFINITY);
  }

  /**
   * @param perSecond 0 for no bound
   */
  public static MaxRate of(double perSecond) {
    return perSecond == 0 ? none() : new MaxRate(perSecond);
  }

  /**
   * @param text {@code 200/s}, {@code 0.5/s}
   * @throws IllegalArgumentException naming what was expected
   */
  public static MaxRate parse(String text) {
    if (text.endsWith(UNIT)) {
      try {
        double perSecond = Double.parseDouble(text.substring(0, text.length() - UNIT.length()));
        if (perSecond < Double.POSITIVE_INFINITY) {
          return new MaxRate(perSecond);
        }
      } catch (NumberFormatException e) {
        // Said below, with what is expected.
      }
    }
    throw new IllegalArgumentException(
        "replay.maxRate: %s (expected: attempts a second at each leg, such as 200/s or 0.5/s)"
            .formatted(text));
  }

  public boolean isNone() {
    return perSecond == Double.POSITIVE_INFINITY;
  }

  /** From one attempt to the next of those who have that part of it; 0 if there is no bound. */
  long intervalNanos(double part) {
    return Math.round(1e9 / (perSecond * part));
  }
}
