package dev.parallax.comparator.latency;

/**
 * What an endpoint's gate is decided from.
 *
 * @param latency as it is reported
 * @param pairs exchanges with both a control's and a candidate's answer; the first few are warm-up
 *     where enough remain, and not in the ratio
 * @param lowerBound of the ratio, one-sided, at a level that allows for all endpoints being tested
 *     at once; 0 below {@link LatencyFold#MIN_PAIRS}
 * @param slowerByNanos median of the candidate's paired times less the control's
 */
public record LatencyTest(
    EndpointLatency latency, long pairs, double lowerBound, long slowerByNanos) {}
