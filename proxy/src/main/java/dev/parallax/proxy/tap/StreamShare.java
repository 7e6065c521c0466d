package dev.parallax.proxy.tap;

import dev.parallax.recorder.capture.ByteBudget;

/**
 * What the bodies of open streams may hold, half of the budget at most: they can stay open for
 * hours, and the rest is for those that end. One half of it is for the first bytes of each, so that
 * a few long ones do not cut short what is said in a call or two. Thread-safe.
 */
final class StreamShare {

  /** Of a body: what is beyond is taken from the other half. */
  static final int FIRST_BYTES = 16 << 10;

  private final ByteBudget first;
  private final ByteBudget further;

  /**
   * @param maxBytes of the whole budget
   */
  StreamShare(long maxBytes) {
    first = new ByteBudget(maxBytes / 4);
    further = new ByteBudget(maxBytes / 4);
  }

  /**
   * Takes all of the bytes, or none.
   *
   * @param heldBytes of the same body so far
   */
  boolean tryReserve(int heldBytes, int bytes) {
    int toFirst = firstOf(heldBytes, bytes);
    if (!first.tryReserve(toFirst)) {
      return false;
    }
    if (!further.tryReserve(bytes - toFirst)) {
      first.release(toFirst);
      return false;
    }
    return true;
  }

  /**
   * @param heldBytes what is left of the same body
   */
  void release(int heldBytes, int bytes) {
    int toFirst = firstOf(heldBytes, bytes);
    first.release(toFirst);
    further.release(bytes - toFirst);
  }

  /** How many of the bytes behind those that are held are among the first. */
  private static int firstOf(int heldBytes, int bytes) {
    return Math.min(bytes, Math.max(0, FIRST_BYTES - heldBytes));
  }
}
