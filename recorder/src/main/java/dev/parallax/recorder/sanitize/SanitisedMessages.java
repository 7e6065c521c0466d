package dev.parallax.recorder.sanitize;

import dev.parallax.proto.StreamMessage;
import java.util.List;

/**
 * What sanitising the messages of a stream came to.
 *
 * @param messages the first ones, at most {@link #MAX}
 * @param cut whether there are more, or what follows is no whole message
 */
record SanitisedMessages(List<StreamMessage> messages, boolean cut) {

  /** Of one body: some 40 bytes each where nothing of them is kept. */
  static final int MAX = 10_000;
}
