package dev.parallax.recorder.log;

/**
 * What became of the events that a log was given since the start.
 *
 * @param acknowledged kept for good
 * @param acknowledgedBytes of those, as events
 * @param acknowledgeNanos that those waited for it, all together
 * @param lost taken by the log, and not kept
 * @param refused not taken
 * @param away attempts that the log could not take for now; the same event may be among them often
 * @param unacknowledged taken, and neither kept nor lost yet
 * @param stalledNanos for how long nothing was settled, though something waits; 0 if nothing does
 */
public record LogCounts(
    long acknowledged,
    long acknowledgedBytes,
    long acknowledgeNanos,
    long lost,
    long refused,
    long away,
    long unacknowledged,
    long stalledNanos) {}
