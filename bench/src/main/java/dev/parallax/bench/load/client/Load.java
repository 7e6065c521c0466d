package dev.parallax.bench.load.client;

/**
 * What one run of a load generator counted.
 *
 * @param requests answered, well or not
 * @param cut the most that may have been under way when the generator ended: sent, not counted
 * @param errors responses other than 2xx and 3xx, and connections that failed
 * @param p50Micros what half of the requests waited for less than; NaN from a closed loop, which
 *     does not ask while it waits
 * @param p99Micros likewise for 99 of 100
 */
public record Load(
    long requests, long cut, double seconds, long errors, double p50Micros, double p99Micros) {

  public double requestsPerSecond() {
    return requests / seconds;
  }
}
