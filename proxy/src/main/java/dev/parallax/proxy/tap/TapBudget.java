package dev.parallax.proxy.tap;

import java.util.Optional;

/**
 * How much of the traffic the tap still records, given what that costs: half as much after each
 * reading over the budget, a quarter more after each that is well within it, and nothing any more
 * once even the least share was over it for long. Immutable.
 *
 * <p>A delay is known from time to time only: while requests are compared, what the last comparison
 * found holds until the next one, so that a tap that is too slow is not let go on unseen.
 *
 * @param keep share of the clients that is recorded, above 0
 * @param hopeless readings over the budget, in a row, at the least share
 * @param slow whether the last comparison found too much delay
 * @param off for good
 */
record TapBudget(double keep, int hopeless, boolean slow, boolean off) {

  static final double LEAST_KEEP = 1 / 64.0;
  private static final int MAX_HOPELESS = 30;
  private static final double WELL_WITHIN = 0.8;
  private static final double RECOVERY = 1.25;

  /**
   * What recording cost since the last reading, a second or so.
   *
   * @param cpus processors that it took
   * @param delay what it added to requests, if that became known
   * @param comparing whether it will become known
   */
  record Reading(double cpus, Optional<Delay> delay, boolean comparing) {}

  static TapBudget full() {
    return new TapBudget(1, 0, false, false);
  }

  TapBudget after(Reading reading, TapSettings settings) {
    if (off) {
      return this;
    }
    double maxDelayNanos = settings.maxDelay().toNanos();
    // By the interval's lower end: chance is no reason to lose exchanges.
    boolean slowNow =
        reading
            .delay()
            .map(delay -> delay.lowNanos() > maxDelayNanos)
            .orElse(slow && reading.comparing());
    boolean foundSlow = slowNow && reading.delay().isPresent();
    if (foundSlow || reading.cpus() > settings.maxCpu()) {
      boolean least = keep <= LEAST_KEEP;
      int count = least ? hopeless + 1 : 0;
      return new TapBudget(Math.max(keep / 2, LEAST_KEEP), count, slowNow, count >= MAX_HOPELESS);
    }
    if (slowNow) {
      return this;
    }
    boolean within = reading.cpus() < WELL_WITHIN * settings.maxCpu();
    return new TapBudget(within ? Math.min(1, keep * RECOVERY) : keep, 0, false, false);
  }
}
