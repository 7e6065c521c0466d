package dev.parallax.proxy.tap;

import dev.parallax.recorder.raw.Arrivals;
import java.util.Arrays;

/**
 * When the bytes of one body were copied: a mark for each read, at most {@value #MAX_MARKS}. Where
 * there is no room for more, every other one is forgotten: of the bytes between, a later time is
 * told than that at which they came, never an earlier one.
 *
 * <p>What it holds is reserved, as {@link BodyCopy}'s bytes are.
 */
final class ArrivalMarks {

  static final int MAX_MARKS = 1024;

  private static final int MIN_MARKS = 16;

  private final Reservation reservation;
  private int[] bytes = {};
  private long[] nanos = {};
  private int count;
  private int reservedMarks;

  /**
   * @param body of which they are
   */
  ArrivalMarks(Reservation body) {
    reservation = body.beside(MIN_MARKS * Arrivals.MARK_BYTES);
  }

  /**
   * @param copiedBytes of the body, so far: more than at the last call
   */
  void add(int copiedBytes, long atNanos) {
    if (count == bytes.length && !grow()) {
      if (count == 0) {
        return;
      }
      thin();
    }
    bytes[count] = copiedBytes;
    nanos[count] = atNanos;
    count++;
  }

  /** The reservation of exactly these marks goes with them. */
  Arrivals toArrivals() {
    release(reservedMarks - count);
    reservation.endStream();
    Arrivals arrivals = Arrivals.of(bytes, nanos, count);
    bytes = Arrays.copyOf(bytes, count);
    nanos = Arrays.copyOf(nanos, count);
    return arrivals;
  }

  void discard() {
    release(reservedMarks);
    bytes = new int[0];
    nanos = new long[0];
    count = 0;
  }

  private boolean grow() {
    int capacity = Math.min(Math.max(2 * bytes.length, MIN_MARKS), MAX_MARKS);
    int more = capacity - bytes.length;
    if (more == 0 || !reservation.tryReserve(more * Arrivals.MARK_BYTES)) {
      return false;
    }
    reservedMarks = capacity;
    bytes = Arrays.copyOf(bytes, capacity);
    nanos = Arrays.copyOf(nanos, capacity);
    return true;
  }

  private void thin() {
    count /= 2;
    for (int i = 0; i < count; i++) {
      bytes[i] = bytes[2 * i + 1];
      nanos[i] = nanos[2 * i + 1];
    }
  }

  private void release(int marks) {
    if (marks > 0) {
      reservedMarks -= marks;
      reservation.release(marks * Arrivals.MARK_BYTES);
    }
  }
}
