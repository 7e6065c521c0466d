package dev.parallax.recorder.raw;

/**
 * What is kept of a route's exchanges besides the share of sessions, each with probability 1.
 *
 * @param errorsFrom the status from which on answers are errors, 400 to 599; 0 keeps no errors
 * @param slowQuantile of an endpoint's durations, above which an exchange is slow: 0.99; 0 keeps
 *     none for that
 * @param novel whether exchanges of a shape are kept that was not seen before
 */
public record Keep(int errorsFrom, double slowQuantile, boolean novel) {

  public static final Keep NOTHING = new Keep(0, 0, false);

  /** What is odd: server errors, the slowest hundredth, and what is new. */
  public static final Keep ODD = new Keep(500, 0.99, true);

  public Keep {
    if (errorsFrom != 0 && (errorsFrom < 400 || errorsFrom > 599)) {
      throw new IllegalArgumentException(
          "keepErrors: %d (expected: 400 to 599, or 0)".formatted(errorsFrom));
    }
    if (!(slowQuantile == 0 || (slowQuantile >= 0.5 && slowQuantile < 1))) {
      throw new IllegalArgumentException(
          "keepSlow: %s (expected: >= 0.5 and < 1, or 0)".formatted(slowQuantile));
    }
  }

  public boolean isNothing() {
    return errorsFrom == 0 && slowQuantile == 0 && !novel;
  }
}
