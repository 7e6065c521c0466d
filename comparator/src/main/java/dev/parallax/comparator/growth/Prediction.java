package dev.parallax.comparator.growth;

/**
 * Nanoseconds, as the exponent and the ends of its interval give them from the middle of what was
 * measured.
 */
public record Prediction(double nanos, double lower, double upper) {

  /**
   * @param logBytes middle of the sizes, natural logarithm
   * @param logNanos middle of the times
   * @param at size that is asked for, natural logarithm
   */
  static Prediction of(Exponent exponent, double logBytes, double logNanos, double at) {
    double away = at - logBytes;
    double one = Math.exp(logNanos + exponent.lower() * away);
    double other = Math.exp(logNanos + exponent.upper() * away);
    return new Prediction(
        Math.exp(logNanos + exponent.estimate() * away),
        Math.min(one, other),
        Math.max(one, other));
  }
}
