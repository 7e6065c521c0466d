package dev.parallax.comparator.verdict;

import dev.parallax.proto.RunRequested;

/**
 * How a run went, from its events.
 *
 * @param finished an event says that it ended
 * @param endedEarlyBecause empty if it came to its end
 * @param legFailed it was ended since a leg was taken for dead
 * @param strayOutcomes that stand beside no exchange of theirs, and were not compared
 * @param damage what of the run could not be read; empty if all was
 */
public record RunState(
    RunRequested requested,
    boolean finished,
    String endedEarlyBecause,
    boolean legFailed,
    long strayOutcomes,
    String damage) {

  public boolean withControl() {
    return !requested.getControl().isEmpty();
  }

  /** What it is judged by; repeated attempts unless it asks for statistics. */
  public RunRequested.Judging judging() {
    return requested.getJudging() == RunRequested.Judging.STATISTICS
        ? RunRequested.Judging.STATISTICS
        : RunRequested.Judging.EXAMPLES;
  }
}
