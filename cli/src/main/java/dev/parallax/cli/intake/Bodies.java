package dev.parallax.cli.intake;

import dev.parallax.recorder.raw.RawBody;
import java.util.Arrays;

/** Makes bodies of what a file holds. */
public final class Bodies {

  /** More of a body is recorded of no exchange. */
  public static final int MAX_BYTES = 4 << 20;

  private Bodies() {}

  /**
   * As much of it as is recorded.
   *
   * @param content what the file holds
   * @param length bytes that passed; less than there are is taken for all of them
   * @param whole whether content is all of it
   */
  public static RawBody of(byte[] content, long length, boolean whole) {
    byte[] kept = content.length > MAX_BYTES ? Arrays.copyOf(content, MAX_BYTES) : content;
    return new RawBody(
        kept, Math.max(length, content.length), !whole || kept.length < content.length);
  }

  /** One of which only the length is known. */
  public static RawBody missing(long length) {
    return length <= 0 ? RawBody.none() : new RawBody(new byte[0], length, true);
  }
}
