package dev.parallax.proxy.tap;

import dev.parallax.recorder.raw.Arrivals;
import dev.parallax.recorder.raw.RawBody;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The copy of one body, at most {@code maxBytes} long.
 *
 * <p>What it holds is reserved, bytes yet unused included; only while its array is replaced, within
 * one call, are there two. {@link #toRawBody} passes the reservation of exactly the bytes and marks
 * that it hands over on with them; {@link #discard} gives all of it back.
 */
final class BodyCopy {

  private static final byte[] EMPTY = {};

  private final Reservation reservation;
  private final int maxBytes;
  private byte[] bytes = EMPTY;
  private int reservedBytes;
  private int copiedBytes;
  private long passedBytes;
  private int markedBytes;
  private boolean cut;

  /** Null where nobody asks when the bytes came. */
  private @Nullable ArrivalMarks marks;

  BodyCopy(Reservation reservation, int maxBytes) {
    this.reservation = reservation;
    this.maxBytes = maxBytes;
  }

  /** Copies what cap and budget allow. Once cut short, a copy stays so: it has no gaps. */
  void add(ByteBuf content) {
    int length = content.readableBytes();
    passedBytes += length;
    if (cut || length == 0) {
      return;
    }
    int room = room(Math.min(length, maxBytes - copiedBytes));
    if (room > 0) {
      content.getBytes(content.readerIndex(), bytes, copiedBytes, room);
      copiedBytes += room;
    }
    cut = room < length;
  }

  /** It is a stream of messages: before the first byte. From now on {@link #arrived} is told. */
  void beginStream() {
    reservation.beginStream();
    marks = new ArrivalMarks(reservation);
  }

  boolean marksArrivals() {
    return marks != null;
  }

  /** What was added last came at that time, in nanoseconds since the request's first byte. */
  void arrived(long nanos) {
    if (marks != null && copiedBytes > markedBytes) {
      markedBytes = copiedBytes;
      marks.add(copiedBytes, nanos);
    }
  }

  /**
   * @param ended whether the body came to its end; what did not is truncated
   */
  RawBody toRawBody(boolean ended) {
    if (passedBytes == 0 && ended) {
      return RawBody.none();
    }
    if (bytes.length > copiedBytes) {
      bytes = Arrays.copyOf(bytes, copiedBytes);
      release(reservedBytes - copiedBytes);
    }
    Arrivals arrivals = marks == null ? Arrivals.NONE : marks.toArrivals();
    reservation.endStream();
    return new RawBody(bytes, passedBytes, cut || !ended, arrivals);
  }

  void discard() {
    bytes = EMPTY;
    copiedBytes = 0;
    cut = true;
    if (marks != null) {
      marks.discard();
    }
    if (reservedBytes > 0) {
      release(reservedBytes);
    }
  }

  /**
   * For how many of the bytes there is room. The first chunk is mostly the whole body, and gets an
   * exact array; more chunks double it, where that is not refused.
   */
  private int room(int wantedBytes) {
    int neededBytes = copiedBytes + wantedBytes;
    int doubled = (int) Math.min(2L * bytes.length, maxBytes);
    boolean _ =
        neededBytes <= bytes.length
            || grow(Math.max(neededBytes, doubled))
            || grow(neededBytes)
            || grow(Math.min(neededBytes, StreamShare.FIRST_BYTES));
    return Math.min(wantedBytes, bytes.length - copiedBytes);
  }

  private boolean grow(int capacity) {
    if (capacity <= bytes.length || !reservation.tryReserve(capacity - reservedBytes)) {
      return false;
    }
    reservedBytes = capacity;
    bytes = Arrays.copyOf(bytes, capacity);
    return true;
  }

  private void release(int count) {
    reservedBytes -= count;
    reservation.release(count);
  }
}
