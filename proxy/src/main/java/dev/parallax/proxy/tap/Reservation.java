package dev.parallax.proxy.tap;

import dev.parallax.recorder.capture.Capture;

/**
 * What one body has reserved with the capture, or its marks. Confined to the channel's event loop.
 */
final class Reservation {

  private final Capture capture;
  private final StreamShare streams;
  private final int firstBytes;
  private boolean ofStream;
  private int heldBytes;

  Reservation(Capture capture, StreamShare streams) {
    this(capture, streams, StreamShare.FIRST_BYTES);
  }

  private Reservation(Capture capture, StreamShare streams, int firstBytes) {
    this.capture = capture;
    this.streams = streams;
    this.firstBytes = firstBytes;
  }

  /**
   * One beside it, so that the first bytes of a body are its own.
   *
   * @param firstBytes how many of it count as first bytes, too
   */
  Reservation beside(int firstBytes) {
    Reservation beside = new Reservation(capture, streams, firstBytes);
    beside.ofStream = ofStream;
    return beside;
  }

  /** From here on it is of a body that may stay open. Before anything is reserved. */
  void beginStream() {
    ofStream = true;
  }

  /** Takes all of the bytes, or none. */
  boolean tryReserve(int bytes) {
    if (!capture.tryReserve(bytes)) {
      return false;
    }
    if (ofStream && !streams.tryReserve(ofFirst(bytes), bytes)) {
      capture.release(bytes);
      return false;
    }
    heldBytes += bytes;
    return true;
  }

  void release(int bytes) {
    heldBytes -= bytes;
    if (ofStream) {
      streams.release(ofFirst(bytes), bytes);
    }
    capture.release(bytes);
  }

  /** The body came to its end: what it holds is no open stream's any more. */
  void endStream() {
    if (ofStream) {
      ofStream = false;
      streams.release(Math.min(heldBytes, firstBytes), heldBytes);
    }
  }

  /** How many of the bytes behind those that are held are among the first. */
  private int ofFirst(int bytes) {
    return Math.min(bytes, Math.max(0, firstBytes - heldBytes));
  }
}
