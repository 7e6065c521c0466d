package dev.parallax.replayer.source;

import dev.parallax.proto.LinkedSessions;
import java.util.List;

/**
 * What links between sessions mean to those who share a log's partitions.
 *
 * @param sessions that are to be sent by the worker of another partition
 * @param leftOut links that there was no room to follow
 */
public record Linked(List<LinkedSessions> sessions, long leftOut) {

  /** With links; each goes into a run's request, of 8 bytes. */
  public static final int MAX_SESSIONS = 100_000;

  public Linked {
    sessions = List.copyOf(sessions);
  }

  public static Linked none() {
    return new Linked(List.of(), 0);
  }
}
