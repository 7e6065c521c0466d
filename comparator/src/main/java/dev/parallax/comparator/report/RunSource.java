package dev.parallax.comparator.report;

import dev.parallax.recorder.log.EventReader;
import java.io.IOException;

/** A run's events, which can be read more than once. */
@FunctionalInterface
public interface RunSource {

  /** A reader from the first event on; the caller closes it. */
  EventReader open() throws IOException;
}
