package dev.parallax.proxy.downstream;

import java.time.Duration;

/** The deadlines of one stream, which the connection looks at from time to time. */
final class StreamClock {

  private final long startedNanos = System.nanoTime();
  private long dueNanos;
  private long unwritableSinceNanos;
  private long roomSeen = -1;

  long startedNanos() {
    return startedNanos;
  }

  /** Something is to happen within that time from now. */
  void await(Duration duration) {
    dueNanos = System.nanoTime() + duration.toNanos();
  }

  boolean isDue(long nowNanos) {
    return nowNanos - dueNanos >= 0;
  }

  boolean hasTaken(Duration total, long nowNanos) {
    return nowNanos - startedNanos >= total.toNanos();
  }

  /** The client takes no more for now. */
  void stalled() {
    unwritableSinceNanos = System.nanoTime();
  }

  long stalledNanos(long nowNanos) {
    return nowNanos - unwritableSinceNanos;
  }

  /**
   * Whether the client took something, or was written to, since this was asked last.
   *
   * @param room bytes that may be written now
   */
  boolean moved(long room) {
    boolean moved = room != roomSeen;
    roomSeen = room;
    return moved;
  }
}
