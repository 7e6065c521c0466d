package dev.parallax.replayer.runlog;

/** Hears every few seconds, and at the end, how far a run is. */
@FunctionalInterface
public interface ProgressListener {

  /** Called on the run log's thread: whoever blocks here holds up the run. */
  void progressed(Progress progress);

  static ProgressListener none() {
    return progress -> {};
  }
}
