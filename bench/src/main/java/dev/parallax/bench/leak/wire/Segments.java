package dev.parallax.bench.leak.wire;

import dev.parallax.bench.leak.place.Planned.Delivery;
import java.io.IOException;
import java.io.OutputStream;

/** Writes bytes in a few segments, or in one. */
final class Segments {

  private static final int SEGMENT = 7;

  private Segments() {}

  /** On a socket without delay, each write is a segment where the reader is quick enough. */
  static void write(OutputStream out, byte[] bytes, Delivery delivery) throws IOException {
    if (delivery != Delivery.SEGMENTS) {
      out.write(bytes);
      return;
    }
    for (int from = 0; from < bytes.length; from += SEGMENT) {
      out.write(bytes, from, Math.min(SEGMENT, bytes.length - from));
    }
  }
}
