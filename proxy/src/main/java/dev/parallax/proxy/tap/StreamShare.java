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
   * @param ofFirst how many of them are among the first of their body
   */
  boolean tryReserve(int ofFirst, int bytes) {
    if (!first.tryReserve(ofFirst)) {
      return false;
    }
    if (!further.tryReserve(bytes - ofFirst)) {
      first.release(ofFirst);
      return false;
    }
    return true;
  }

  /**
   * @param ofFirst how many of them were among the first
   */
  void release(int ofFirst, int bytes) {
    first.release(ofFirst);
    further.release(bytes - ofFirst);
  }
}
