package dev.parallax.recorder.log;

import dev.parallax.proto.Event;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads events in the order in which they were appended. Not thread-safe. */
public interface EventReader extends AutoCloseable {

  /**
   * @return the next event, or null at the end
   * @throws IOException naming what could not be read, and where
   */
  @Nullable Event next() throws IOException;

  /** What was found unreadable so far: of everything, once {@link #next} returned null. */
  default Optional<Damage> damage() {
    return Optional.empty();
  }

  @Override
  void close() throws IOException;
}
