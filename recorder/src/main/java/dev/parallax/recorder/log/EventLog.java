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
   * @throws IOException if the event was not recorded; the log stays usable where the cause passes
   */
  void append(Sanitised<? extends MessageLite> event) throws IOException;

  /** Makes what was appended durable and visible to readers. */
  void flush() throws IOException;

  @Override
  void close() throws IOException;
}
