package dev.parallax.comparator.latency;

import org.jspecify.annotations.Nullable;

/**
 * Response times of one endpoint by leg.
 *
 * @param captured what production took; another machine, so never judged
 * @param control null where there was none, or it never answered
 * @param candidate null where it never answered
 * @param ratio null where there are too few pairs
 */
public record EndpointLatency(
    String endpoint,
    @Nullable LegLatency captured,
    @Nullable LegLatency control,
    @Nullable LegLatency candidate,
    @Nullable Ratio ratio) {}
