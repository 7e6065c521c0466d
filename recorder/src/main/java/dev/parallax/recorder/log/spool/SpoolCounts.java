package dev.parallax.recorder.log.spool;

/**
 * What a spool holds, and what became of what it held.
 *
 * @param bytes of its files
 * @param maxBytes that they may have
 * @param exchanges that wait in it
 * @param oldestSeconds how long the oldest of its files is there; 0 if it is empty
 * @param forwarded events that the log took from it and keeps
 * @param lost exchanges that were in it, and could not be read, or that the log refused for good
 */
public record SpoolCounts(
    long bytes, long maxBytes, long exchanges, double oldestSeconds, long forwarded, long lost) {

  private static final SpoolCounts NONE = new SpoolCounts(0, 0, 0, 0, 0, 0);

  /** Of no spool. */
  public static SpoolCounts none() {
    return NONE;
  }
}
