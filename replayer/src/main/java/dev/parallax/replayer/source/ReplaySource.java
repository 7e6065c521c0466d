package dev.parallax.replayer.source;

import dev.parallax.recorder.log.EventReader;
import java.io.IOException;

/** A recording that can be read more than once. */
@FunctionalInterface
public interface ReplaySource {

  /** A reader at the beginning; the caller closes it. */
  EventReader open() throws IOException;

  /** Whether its exchanges come in order of start already, perhaps as they are recorded. */
  default boolean isOrdered() {
    return false;
  }

  /** One whose exchanges come in order of start. */
  static ReplaySource ordered(ReplaySource source) {
    return new ReplaySource() {
      @Override
      public EventReader open() throws IOException {
        return source.open();
      }

      @Override
      public boolean isOrdered() {
        return true;
      }
    };
  }

  /** Only its first events: so one that is still being written reads the same each time. */
  default ReplaySource first(long events) {
    return () -> new FirstEvents(open(), events);
  }
}
