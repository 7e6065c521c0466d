package dev.parallax.recorder.log;

import dev.parallax.proto.SuiteProvenance;
import java.io.IOException;
import java.util.Optional;

/**
 * Gives out what another reader gives, or some of it; where that stands, and what could not be
 * read, is as that one tells. Closes it.
 */
public interface DerivedReader extends EventReader {

  /** What it reads from. */
  EventReader origin();

  @Override
  default Optional<Position> position() {
    return origin().position();
  }

  @Override
  default Optional<? extends Damage> damage() {
    return origin().damage();
  }

  @Override
  default Optional<SuiteProvenance> provenance() {
    return origin().provenance();
  }

  @Override
  default void close() throws IOException {
    origin().close();
  }
}
