package dev.parallax.bench.load.result;

import dev.parallax.bench.load.client.Load;

/**
 * One measurement of one subject.
 *
 * @param cpuMicros of the whole program per request; NaN for what is no proxy
 * @param coreShare of one processor that the program used; below 1 at saturation, the load side was
 *     the limit; above 1, work was left when the load ended
 * @param requestsPerSecond that one processor sustains: what was left is taken off
 */
public record Measured(
    double cpuMicros,
    double coreShare,
    double requestsPerSecond,
    double p50Micros,
    double p99Micros,
    long errors) {

  public static Measured of(double usedMicros, Load load) {
    double share = usedMicros / 1e6 / load.seconds();
    return new Measured(
        usedMicros / load.requests(),
        share,
        share > 1 ? load.requestsPerSecond() / share : load.requestsPerSecond(),
        load.p50Micros(),
        load.p99Micros(),
        load.errors());
  }
}
