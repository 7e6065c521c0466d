package dev.parallax.replayer.source;

import dev.parallax.recorder.log.EventReader;
import java.io.IOException;

/** A recording that can be read more than once, and reads the same each time. */
@FunctionalInterface
public interface ReplaySource {

  /** A reader at the beginning; the caller closes it. */
  EventReader open() throws IOException;
}
