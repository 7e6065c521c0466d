package dev.parallax.replayer.source;

import dev.parallax.recorder.log.EventReader;
import java.io.IOException;

/** A recording that can be read more than once. */
@FunctionalInterface
public interface ReplaySource {

  /** A reader at the beginning; the caller closes it. */
  EventReader open() throws IOException;

  /** Only its first events: so one that is still being written reads the same each time. */
  default ReplaySource first(long events) {
    return () -> new FirstEvents(open(), events);
  }
}
