package dev.parallax.recorder.log;

import dev.parallax.proto.Event;
import dev.parallax.proto.SuiteProvenance;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads events in the order in which they were appended; where a log has partitions, by time. Not
 * thread-safe.
 */
public interface EventReader extends AutoCloseable {

  /**
   * @return the next event, or null at the end
   * @throws IOException naming what could not be read, and where
   */
  @Nullable Event next() throws IOException;

  /** Where the event that {@link #next} gave last stands; a file's events have no position. */
  default Optional<Position> position() {
    return Optional.empty();
  }

  /** What was found unreadable so far: of everything, once {@link #next} returned null. */
  default Optional<? extends Damage> damage() {
    return Optional.empty();
  }

  /** Where a suite is from, if it is one that tells. */
  default Optional<SuiteProvenance> provenance() {
    return Optional.empty();
  }

  @Override
  void close() throws IOException;
}
