package dev.parallax.replayer.protect;

/**
 * One attempt's turn at a leg.
 *
 * @param dueNanos when the bound on the rate let it begin, on the clock of {@link System#nanoTime}:
 *     in the past where there is none
 */
public record Turn(long dueNanos) {}
