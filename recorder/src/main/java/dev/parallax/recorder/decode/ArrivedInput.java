package dev.parallax.recorder.decode;

import dev.parallax.recorder.raw.Arrivals;
import java.io.ByteArrayInputStream;

/**
 * The coded bytes of a body, given out no faster than they arrived, so that it can be told by which
 * time what was decoded of them was there. A decoder that reads ahead makes it a later time, never
 * an earlier one.
 */
public final class ArrivedInput extends ByteArrayInputStream {

  private final Arrivals coded;
  private final int[] decodedBytes;
  private final long[] nanos;
  private int marks;
  private int allBytes;

  /**
   * @param arrivals when they came
   */
  public ArrivedInput(byte[] content, Arrivals arrivals) {
    super(content);
    this.coded = arrivals;
    decodedBytes = new int[arrivals.count()];
    nanos = new long[arrivals.count()];
  }

  @Override
  public synchronized int read(byte[] into, int from, int length) {
    return super.read(into, from, Math.min(length, coded.together(pos)));
  }

  /** So many bytes are decoded of what was read up to now. */
  void decoded(int bytes) {
    allBytes = bytes;
    if (nanos.length == 0) {
      return;
    }
    long at = coded.nanosOf(pos);
    if (marks == 0 || nanos[marks - 1] < at) {
      marks++;
    }
    decodedBytes[marks - 1] = bytes;
    nanos[marks - 1] = at;
  }

  /** How many bytes were decoded, also where that failed in the end. */
  public int decodedBytes() {
    return allBytes;
  }

  /** When what was decoded was there. */
  public Arrivals decodedArrivals() {
    return Arrivals.of(decodedBytes, nanos, marks);
  }
}
