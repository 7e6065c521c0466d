package dev.parallax.recorder.sanitize;

import java.util.Arrays;

/** Bytes that grow. Confined to one thread. */
final class JsonBuffer {

  /** Zeros behind the content, so that words of eight bytes may be read up to its end. */
  private static final int PADDING = 16;

  private static final int MIN_BYTES = 4096;
  private static final int MAX_KEPT_BYTES = 256 << 10;

  private byte[] bytes = new byte[MIN_BYTES];
  private int length;

  /** The content and what is behind it; another array after anything was added. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Empties it, and lets go of much memory. */
  void clear() {
    length = 0;
    if (bytes.length > MAX_KEPT_BYTES) {
      bytes = new byte[MIN_BYTES];
    }
  }

  void add(byte b) {
    if (length == bytes.length) {
      reserve(1);
    }
    bytes[length++] = b;
  }

  void add(byte[] more) {
    add(more, 0, more.length);
  }

  void add(byte[] from, int start, int end) {
    int count = end - start;
    reserve(count);
    System.arraycopy(from, start, bytes, length, count);
    length += count;
  }

  /** Makes sure that there are zeros behind the content. */
  void pad() {
    reserve(PADDING);
    Arrays.fill(bytes, length, length + PADDING, (byte) 0);
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
