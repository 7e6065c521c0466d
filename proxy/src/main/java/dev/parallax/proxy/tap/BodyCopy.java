package dev.parallax.proxy.tap;

import dev.parallax.recorder.capture.Capture;
import dev.parallax.recorder.raw.RawBody;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * The copy of one body, at most {@code maxBytes} long.
 *
 * <p>Each byte in it is reserved with the capture. {@link #toRawBody} passes the reservation on
 * with the bytes; {@link #discard} gives it back.
 */
final class BodyCopy {

  private static final byte[] EMPTY = {};

  private final Capture capture;
  private final int maxBytes;
  private byte[] bytes = EMPTY;
  private int copiedBytes;
  private long passedBytes;
  private boolean cut;

  BodyCopy(Capture capture, int maxBytes) {
    this.capture = capture;
    this.maxBytes = maxBytes;
  }

  /** Copies what cap and budget allow. Once cut short, a copy stays so: it has no gaps. */
  void add(ByteBuf content) {
    int length = content.readableBytes();
    passedBytes += length;
    if (cut || length == 0) {
      return;
    }
    int room = Math.min(length, maxBytes - copiedBytes);
    if (room > 0 && capture.tryReserve(room)) {
      ensureCapacity(copiedBytes + room);
      content.getBytes(content.readerIndex(), bytes, copiedBytes, room);
      copiedBytes += room;
      cut = room < length;
    } else {
      cut = true;
    }
  }

  /**
   * @param ended whether the body came to its end; what did not is truncated
   */
  RawBody toRawBody(boolean ended) {
    if (passedBytes == 0 && ended) {
      return RawBody.none();
    }
    byte[] content = bytes.length == copiedBytes ? bytes : Arrays.copyOf(bytes, copiedBytes);
    return new RawBody(content, passedBytes, cut || !ended);
  }

  void discard() {
    if (copiedBytes > 0) {
      capture.release(copiedBytes);
    }
    bytes = EMPTY;
    copiedBytes = 0;
    cut = true;
  }

  /** The first chunk is mostly the whole body, and gets an exact array; more chunks double it. */
  private void ensureCapacity(int neededBytes) {
    if (neededBytes > bytes.length) {
      int doubled = (int) Math.min(2L * bytes.length, maxBytes);
      bytes = Arrays.copyOf(bytes, Math.max(neededBytes, doubled));
    }
  }
}
