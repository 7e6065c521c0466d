package dev.parallax.comparator.latency;

/**
 * Candidate's response time over control's, from pairs of attempts at one exchange.
 *
 * @param estimate Hodges–Lehmann estimate of the median ratio
 * @param lower end of its 95 % interval
 * @param upper end of its 95 % interval
 */
public record Ratio(double estimate, double lower, double upper, long pairs) {}
