package dev.parallax.replayer.runlog;

import java.time.Duration;

/**
 * How far a run is.
 *
 * @param planned sendings of exchanges to all legs: exchanges times rounds
 * @param done of those
 * @param failures outcomes so far that are failures
 * @param elapsed since the run began
 */
public record Progress(long planned, long done, long failures, Duration elapsed) {}
