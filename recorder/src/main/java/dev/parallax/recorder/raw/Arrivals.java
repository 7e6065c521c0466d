package dev.parallax.recorder.raw;

import java.util.Arrays;

/**
 * When the bytes of a body arrived, as marks: so many bytes were there by that time. Immutable.
 *
 * <p>Times are nanoseconds since the request's first byte.
 */
public final class Arrivals {

  public static final Arrivals NONE = new Arrivals(new int[0], new long[0]);

  /** What a mark holds in memory. */
  public static final int MARK_BYTES = Integer.BYTES + Long.BYTES;

  private final int[] bytes;
  private final long[] nanos;

  private Arrivals(int[] bytes, long[] nanos) {
    this.bytes = bytes;
    this.nanos = nanos;
  }

  /**
   * Of the first {@code count} marks.
   *
   * @param bytes how many were there, rising
   * @param nanos at the latest by which time, never falling
   */
  public static Arrivals of(int[] bytes, long[] nanos, int count) {
    return count == 0
        ? NONE
        : new Arrivals(Arrays.copyOf(bytes, count), Arrays.copyOf(nanos, count));
  }

  /**
   * By which time so many bytes had arrived: of those behind the last mark, the last known time; 0
   * where nothing was noted.
   */
  public long nanosOf(int count) {
    if (nanos.length == 0) {
      return 0;
    }
    return nanos[Math.min(markOf(count), nanos.length - 1)];
  }

  /** The first mark by which so many bytes were there. */
  private int markOf(int count) {
    int found = Arrays.binarySearch(bytes, count);
    return found >= 0 ? found : -found - 1;
  }

  /**
   * How many bytes, from the one at {@code from} on, came together with it; the rest if unknown.
   */
  public int together(int from) {
    int mark = markOf(from + 1);
    return mark < bytes.length ? bytes[mark] - from : Integer.MAX_VALUE;
  }

  public int count() {
    return nanos.length;
  }

  long heldBytes() {
    return (long) MARK_BYTES * nanos.length;
  }
}
