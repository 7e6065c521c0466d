package dev.parallax.replayer;

import dev.parallax.replayer.runlog.Progress;
import java.util.Set;

/** Hears what a worker does, in sentences for people. Called on the worker's threads. */
public interface WorkerListener {

  /** The partitions of the log that are this worker's now. */
  void assigned(Set<Integer> partitions);

  /** It takes a share of a run. */
  void began(String runId, Set<Integer> partitions);

  /** How far a run is that it takes part in, all workers together; several times a second. */
  void progressed(String runId, Progress progress);

  /** It is done with a run: all of it is finished, or it was ended early. */
  void ended(String runId, String because);

  /** What went wrong, and what it does about it. */
  void warned(String sentence);
}
