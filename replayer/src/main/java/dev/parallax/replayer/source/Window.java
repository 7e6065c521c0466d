package dev.parallax.replayer.source;

import dev.parallax.proto.LedgerEntry;

/**
 * A half-open range {@code [from, to)} of starts, nanoseconds since the Unix epoch.
 *
 * @param fromNanos the first instant in it
 * @param toNanos the first instant after it
 */
public record Window(long fromNanos, long toNanos) {

  private static final Window ALL = new Window(0, Long.MAX_VALUE);

  public Window {
    if (fromNanos < 0 || toNanos < fromNanos) {
      throw new IllegalArgumentException(
          "window: [%d, %d) (expected: 0 <= from <= to)".formatted(fromNanos, toNanos));
    }
  }

  /** All of a recording. */
  public static Window all() {
    return ALL;
  }

  public boolean isAll() {
    return equals(ALL);
  }

  public boolean contains(long startedAtNanos) {
    return fromNanos <= startedAtNanos && startedAtNanos < toNanos;
  }

  /** Whether the entry's period reaches into this window. It counts whole: periods are short. */
  public boolean touches(LedgerEntry entry) {
    return entry.getFromNanos() < toNanos && entry.getToNanos() >= fromNanos;
  }
}
