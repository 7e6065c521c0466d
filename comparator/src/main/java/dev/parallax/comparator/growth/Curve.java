package dev.parallax.comparator.growth;

import java.util.Arrays;

/**
 * Time by size: a fixed time and one for each byte; or a power, where {@code y} and {@code x} are
 * natural logarithms.
 *
 * @param slope at least 0: time does not shrink with size
 */
public record Curve(boolean power, double fixed, double slope) {

  /** Through the median of what the slope leaves over. */
  static Curve through(boolean power, double[] x, double[] y, double slope) {
    double rising = Math.max(0, slope);
    double[] rest = new double[x.length];
    Arrays.setAll(rest, i -> y[i] - rising * x[i]);
    Arrays.sort(rest);
    int middle = rest.length / 2;
    double fixed = rest.length % 2 == 1 ? rest[middle] : (rest[middle - 1] + rest[middle]) / 2;
    return new Curve(power, power ? fixed : Math.max(0, fixed), rising);
  }

  /** Nanoseconds that an answer of so many bytes takes, at least one. */
  public double at(double bytes) {
    return power ? Math.exp(fixed + slope * Math.log(bytes)) : Math.max(1, fixed + slope * bytes);
  }
}
