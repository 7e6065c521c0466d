package dev.parallax.replayer.send;

import dev.parallax.recorder.raw.RawBody;
import dev.parallax.replayer.plan.Script;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Keeps the beginning of a body and counts the rest: its bytes, and its messages if it has any. No
 * more than the script wants: which part of a stream came last is chance. Confined to one thread.
 */
final class KeptBody {

  private final int maxBytes;
  private final int enoughMessages;
  private final MessageEnds ends;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
  private long length;
  private long endOfMessages;
  private int messages;

  KeptBody(int maxBytes, Script script) {
    this.maxBytes = maxBytes;
    this.enoughMessages = script.enough().orElse(Integer.MAX_VALUE);
    this.ends = MessageEnds.of(script.answers());
  }

  void add(Buffer part) {
    int at = 0;
    while (!isEnough()) {
      int end = ends.next(part, at);
      if (end == MessageEnds.NONE) {
        append(part, part.length());
        return;
      }
      messages++;
      at = end;
      endOfMessages = length + end;
    }
    append(part, at);
  }

  private void append(Buffer part, int bytes) {
    length += bytes;
    int room = Math.min(bytes, maxBytes - kept.size());
    if (room > 0) {
      kept.writeBytes(part.getBytes(0, room));
    }
  }

  /** How many messages came. */
  int messages() {
    return messages;
  }

  /** Whether nothing more is wanted. */
  boolean isEnough() {
    return messages >= enoughMessages;
  }

  RawBody kept() {
    return new RawBody(kept.toByteArray(), length, length > kept.size());
  }

  /**
   * Without a message that has only begun.
   *
   * @param more whether others are known to be missing, or may be
   */
  RawBody keptMessages(boolean more) {
    byte[] content = kept.toByteArray();
    int bytes = (int) Math.min(endOfMessages, content.length);
    return new RawBody(Arrays.copyOf(content, bytes), endOfMessages, more || endOfMessages > bytes);
  }
}
