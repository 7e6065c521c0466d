package dev.parallax.recorder.log;

import dev.parallax.proto.LedgerEntry;
import java.time.Instant;

/**
 * A half-open range of time, {@code [from, to)}, that exchanges are chosen by: by their start.
 *
 * @param fromNanos since the Unix epoch
 * @param toNanos since the Unix epoch
 */
public record Window(long fromNanos, long toNanos) {

  private static final Window ALL = new Window(Long.MIN_VALUE, Long.MAX_VALUE);

  public Window {
    if (fromNanos > toNanos) {
      throw new IllegalArgumentException(
          "window: from %d to %d (expected: from <= to)".formatted(fromNanos, toNanos));
    }
  }

  public static Window all() {
    return ALL;
  }

  /** Instants before 1678 and after 2262 are taken as those. */
  public static Window of(Instant from, Instant to) {
    return new Window(nanos(from), nanos(to));
  }

  public boolean contains(long nanos) {
    return fromNanos <= nanos && (nanos < toNanos || toNanos == Long.MAX_VALUE);
  }

  /** Whether the entry's period reaches into this window. It counts whole: periods are short. */
  public boolean touches(LedgerEntry entry) {
    return entry.getFromNanos() < toNanos && entry.getToNanos() >= fromNanos;
  }

  /** Whether the range, both ends included, holds an instant of the window. */
  public boolean overlaps(long firstNanos, long lastNanos) {
    return firstNanos <= lastNanos
        && fromNanos <= lastNanos
        && (firstNanos < toNanos || toNanos == Long.MAX_VALUE);
  }

  private static long nanos(Instant instant) {
    try {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (ArithmeticException outOfRange) {
      return instant.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
