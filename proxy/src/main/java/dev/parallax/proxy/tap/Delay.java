package dev.parallax.proxy.tap;

import org.HdrHistogram.AbstractHistogram;

/**
 * What recording adds to the time from a request's first byte to its response's last, as the proxy
 * sees it: requests that were recorded beside those that passed uncopied meanwhile, chosen at
 * random.
 *
 * @param medianNanos difference of the medians
 * @param lowNanos least of its 95 % interval
 * @param highNanos most of its 95 % interval
 * @param p99Nanos difference of the 99th percentiles
 */
public record Delay(
    long recorded,
    long bypassed,
    double medianNanos,
    double lowNanos,
    double highNanos,
    double p99Nanos) {

  /** Two-sided 95 % of the normal distribution. */
  private static final double Z = 1.96;

  /**
   * The interval of each median is that of its order statistics, and the two are combined as in Zou
   * and Donner, "Construction of confidence limits about effect measures" (Statistics in Medicine
   * 27, 2008).
   */
  static Delay between(AbstractHistogram recorded, AbstractHistogram bypassed) {
    double with = median(recorded, 0);
    double without = median(bypassed, 0);
    double difference = with - without;
    double down = Math.hypot(with - median(recorded, -Z), median(bypassed, Z) - without);
    double up = Math.hypot(median(recorded, Z) - with, without - median(bypassed, -Z));
    return new Delay(
        recorded.getTotalCount(),
        bypassed.getTotalCount(),
        difference,
        difference - down,
        difference + up,
        (double) recorded.getValueAtPercentile(99) - bypassed.getValueAtPercentile(99));
  }

  /**
   * @param z standard deviations that the rank is off the middle
   */
  private static double median(AbstractHistogram times, double z) {
    double rank = 0.5 + z * 0.5 / Math.sqrt((double) times.getTotalCount());
    return (double) times.getValueAtPercentile(100 * Math.clamp(rank, 0, 1));
  }
}
