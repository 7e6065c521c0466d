package dev.parallax.replayer.runlog;

/** Hears every few seconds, and at the end, how far a run is, and what is doubtful about it. */
@FunctionalInterface
public interface ProgressListener {

  /** Called on the run log's thread: whoever blocks here holds up the run. */
  void progressed(Progress progress);

  /**
   * One sentence on what the run does all the same: {@code control http://localhost:8000 is ...}.
   * Called before anything is sent on the thread that asked for the run, and later on any.
   */
  default void warned(String sentence) {}

  /** A line that the user's own command printed before the run. Called on a thread of its own. */
  default void said(String line) {}

  static ProgressListener none() {
    return progress -> {};
  }
}
