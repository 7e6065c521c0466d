package dev.parallax.cli.demo.users;

import java.time.Duration;

/**
 * How many visits in how long.
 *
 * @param products on sale; the best-selling ones are looked at most
 * @param visits about twelve requests each
 * @param length within which they begin and, if the shop keeps up, end; pauses are in proportion
 */
public record Traffic(int products, int visits, Duration length) {

  public Traffic {
    if (products < 1 || visits < 1 || length.toMillis() < 1) {
      throw new IllegalArgumentException(
          "%d visits to %d products in %s (expected: one or more, in a millisecond or more)"
              .formatted(visits, products, length));
    }
  }

  /** The last visit begins after so long. */
  Duration beginning() {
    return length.multipliedBy(3).dividedBy(5);
  }

  /** At least so long between two requests of a visit. */
  Duration shortestPause() {
    return length.dividedBy(200);
  }

  /** And less than so long: the longest visits take about a third of the time. */
  Duration longestPause() {
    return length.dividedBy(40);
  }
}
