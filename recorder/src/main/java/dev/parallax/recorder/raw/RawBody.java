package dev.parallax.recorder.raw;

/**
 * A captured copy of a body: transfer coding removed, content coding not.
 *
 * @param content the captured bytes, at most the tap's cap; owned by this record, not copied
 * @param length bytes that passed on the wire, also where the copy was cut short
 * @param truncated whether {@code content} is less than what passed
 * @param arrivals when its bytes arrived, if that was noted
 */
// An array, since a second copy of each body is what the tap can't afford.
@SuppressWarnings("ArrayRecordComponent")
public record RawBody(byte[] content, long length, boolean truncated, Arrivals arrivals) {

  private static final RawBody NONE = new RawBody(new byte[0], 0, false);

  public RawBody {
    if (length < content.length) {
      throw new IllegalArgumentException(
          "length: %d (expected: >= captured %d)".formatted(length, content.length));
    }
  }

  /** A body of which nobody noted when it arrived. */
  public RawBody(byte[] content, long length, boolean truncated) {
    this(content, length, truncated, Arrivals.NONE);
  }

  public static RawBody none() {
    return NONE;
  }

  public static RawBody whole(byte[] content) {
    return new RawBody(content, content.length, false);
  }

  /** What a tap reserves for it. */
  public long heldBytes() {
    return content.length + arrivals.heldBytes();
  }

  @Override
  public String toString() {
    return "RawBody[%d of %d bytes]".formatted(content.length, length);
  }
}
