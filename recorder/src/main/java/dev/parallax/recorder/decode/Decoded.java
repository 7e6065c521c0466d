package dev.parallax.recorder.decode;

/** What removing the content codings of a body came to. */
public sealed interface Decoded {

  /** All of it. */
  @SuppressWarnings("ArrayRecordComponent") // Bodies are not copied for their wrapping.
  record Whole(byte[] content) implements Decoded {
    @Override
    public String toString() {
      return "Whole[%d bytes]".formatted(content.length);
    }
  }

  /**
   * The beginning, in what granularity the coding allows: a block that was cut is lost.
   *
   * @param inputEnded true where the coded bytes ended early, false where the limit was reached
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Prefix(byte[] content, boolean inputEnded) implements Decoded {
    @Override
    public String toString() {
      return "Prefix[%d bytes]".formatted(content.length);
    }
  }

  /** Nothing that may be trusted. */
  record Failed(Reason reason) implements Decoded {}

  /** Why a body could not be decoded. */
  enum Reason {
    /** A content coding that this build does not know. */
    UNKNOWN_CODING,
    /** More codings on top of each other than any honest server sends. */
    TOO_MANY_CODINGS,
    /** The bytes are not what the coding says they are. */
    CORRUPT
  }
}
