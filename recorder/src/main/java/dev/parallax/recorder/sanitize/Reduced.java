package dev.parallax.recorder.sanitize;

import dev.parallax.proto.StreamMessage;

/** Which messages of a recorded stream lack something that they had. */
public final class Reduced {

  private Reduced() {}

  /** Whether a message is reduced, in old logs too, where it is not said. */
  public static boolean is(StreamMessage message) {
    return message.hasReduced()
        ? message.getReduced()
        : message.getContent().isEmpty() && message.getLength() > 0;
  }
}
