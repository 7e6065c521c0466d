package dev.parallax.comparator.latency;

/**
 * Response times of one leg at one endpoint, from sending to the last byte, in nanoseconds.
 *
 * @param count answers that completed
 */
public record LegLatency(long count, long p50Nanos, long p95Nanos, long p99Nanos) {}
