package dev.parallax.recorder.log;

import com.google.protobuf.MessageLite;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.IOException;

/**
 * Appends events in order. Not thread-safe: one writer thread. May block: never on an event loop.
 */
public interface EventLog extends AutoCloseable {

  /**
   * @param event an {@code Event}, or one of the messages that it can hold
   * @param receipt settled once it is known whether the log keeps the event; not if this throws
   * @throws LogAwayException if the log may take the event when it is appended again
   * @throws EventRefusedException if it never will
   * @throws IOException if the event was not taken; the log stays usable where the cause passes
   */
  void append(Sanitised<? extends MessageLite> event, Receipt receipt) throws IOException;

  /** Appends an event that nobody waits for in particular. */
  default void append(Sanitised<? extends MessageLite> event) throws IOException {
    append(event, Receipt.none());
  }

  /**
   * Makes what was appended durable and visible to readers; all receipts are settled when it
   * returns.
   *
   * @throws IOException if any event is not kept, or not yet
   */
  void flush() throws IOException;

  /**
   * Does what is due, about once a second: a file is flushed. A log that settles by itself only
   * tells here, by an exception, what failed since the last time.
   */
  default void tend() throws IOException {
    flush();
  }

  /** A message that takes more bytes than this is refused. */
  default int maxEventBytes() {
    return PlxFormat.MAX_MESSAGE_BYTES;
  }

  /**
   * Exchanges whose receipts said that they are kept, and that were found to be lost after all,
   * since this was last asked.
   */
  default long takeWithdrawn() {
    return 0;
  }

  @Override
  void close() throws IOException;
}
