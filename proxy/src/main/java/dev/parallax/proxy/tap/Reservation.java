package dev.parallax.proxy.tap;

import dev.parallax.recorder.capture.Capture;

/** What one body has reserved with the capture. Confined to the channel's event loop. */
final class Reservation {

  private final Capture capture;
  private final StreamShare streams;
  private boolean ofStream;
  private int heldBytes;

  Reservation(Capture capture, StreamShare streams) {
    this.capture = capture;
    this.streams = streams;
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
    if (ofStream && !streams.tryReserve(heldBytes, bytes)) {
      capture.release(bytes);
      return false;
    }
    heldBytes += bytes;
    return true;
  }

  void release(int bytes) {
    heldBytes -= bytes;
    if (ofStream) {
      streams.release(heldBytes, bytes);
    }
    capture.release(bytes);
  }

  /** The body came to its end: what it holds is no open stream's any more. */
  void endStream() {
    if (ofStream) {
      ofStream = false;
      streams.release(0, heldBytes);
    }
  }
}
