package dev.parallax.comparator.growth;

import java.util.Arrays;

/** How the times of one leg grow, and what that makes of production's size. */
public record LegGrowth(Exponent exponent, Curve curve, Prediction atProduction) {

  /**
   * A straight line by Theil-Sen; or a power, where time grows faster than the size beyond chance.
   *
   * @param bytes of the answers, at least two different ones
   * @param nanos that each took
   * @param production size that is asked for, in bytes
   */
  static LegGrowth of(double[] bytes, double[] nanos, double production) {
    Exponent exponent = new TheilSen(logs(bytes), logs(nanos)).exponent();
    boolean power = exponent.lower() > 1;
    double[] x = power ? logs(bytes) : bytes;
    double[] y = power ? logs(nanos) : nanos;
    Exponent slope = power ? exponent : new TheilSen(bytes, nanos).exponent();
    Curve curve = Curve.through(power, x, y, slope.estimate());
    double one = Curve.through(power, x, y, slope.lower()).at(production);
    double other = Curve.through(power, x, y, slope.upper()).at(production);
    return new LegGrowth(
        exponent,
        curve,
        new Prediction(curve.at(production), Math.min(one, other), Math.max(one, other)));
  }

  static double[] logs(double[] values) {
    return Arrays.stream(values).map(Math::log).toArray();
  }
}
