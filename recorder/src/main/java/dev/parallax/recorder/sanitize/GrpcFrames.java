package dev.parallax.recorder.sanitize;

import java.util.Arrays;

/**
 * Reads length-prefixed messages (gRPC over HTTP/2, section "Length-Prefixed-Message"): a flag,
 * four bytes of length, the message. Confined to one thread.
 */
final class GrpcFrames {

  private static final int PREFIX_BYTES = 5;

  private final byte[] bytes;
  private int start = PREFIX_BYTES;
  private int end;
  private boolean broken;

  GrpcFrames(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Goes to the next message; false if there is none that is whole. */
  boolean next() {
    int at = end;
    if (at == bytes.length || broken) {
      return false;
    }
    long length = at + PREFIX_BYTES <= bytes.length ? length(at) : Long.MAX_VALUE;
    broken = (bytes[at] & ~1) != 0 || length > bytes.length - at - PREFIX_BYTES;
    if (broken) {
      return false;
    }
    start = at + PREFIX_BYTES;
    end = start + (int) length;
    return true;
  }

  /** Whether what is there ends with something else than a whole message. */
  boolean broken() {
    return broken;
  }

  boolean compressed() {
    return bytes[start - PREFIX_BYTES] == 1;
  }

  /** As sent, without its prefix. */
  byte[] message() {
    return Arrays.copyOfRange(bytes, start, end);
  }

  int length() {
    return end - start;
  }

  /** Behind the message. */
  int end() {
    return end;
  }

  private long length(int at) {
    return (bytes[at + 1] & 0xffL) << 24
        | (bytes[at + 2] & 0xff) << 16
        | (bytes[at + 3] & 0xff) << 8
        | (bytes[at + 4] & 0xff);
  }
}
