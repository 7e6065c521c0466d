package dev.parallax.comparator.report;

import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.PlxReader;
import java.io.IOException;
import java.nio.file.Path;

/** A run's events, which can be read more than once. */
@FunctionalInterface
public interface RunSource {

  /** A reader from the first event on; the caller closes it. */
  EventReader open() throws IOException;

  /** A run file. */
  static RunSource of(Path file) {
    return () -> PlxReader.open(file);
  }
}
