package dev.parallax.replayer.send;

import io.vertx.core.buffer.Buffer;

/** Counts off length-prefixed messages. Confined to one thread. */
final class GrpcEnds implements MessageEnds {

  private static final int PREFIX_BYTES = 5;

  private int prefixBytes;
  private long leftBytes;

  @Override
  public int next(Buffer part, int from) {
    int at = from;
    while (at < part.length()) {
      if (prefixBytes < PREFIX_BYTES) {
        // The first byte is the flag.
        leftBytes = prefixBytes == 0 ? 0 : leftBytes << 8 | (part.getByte(at) & 0xff);
        prefixBytes++;
        at++;
      } else {
        int bytes = (int) Math.min(leftBytes, part.length() - at);
        leftBytes -= bytes;
        at += bytes;
      }
      if (prefixBytes == PREFIX_BYTES && leftBytes == 0) {
        prefixBytes = 0;
        return at;
      }
    }
    return NONE;
  }
}
