package dev.parallax.replayer.runlog;

/**
 * How a run's events and outcomes are signed.
 *
 * @param worker who sends and writes; empty in a run file, which has one writer
 */
public record RunSigns(String runId, String worker) {}
