package dev.parallax.replayer.source;

import dev.parallax.proto.Event;
import dev.parallax.recorder.log.Damage;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.Position;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends after so many events. Confined to one thread. */
final class FirstEvents implements EventReader {

  private final EventReader reader;
  private long left;

  FirstEvents(EventReader reader, long events) {
    this.reader = reader;
    this.left = events;
  }

  @Override
  public @Nullable Event next() throws IOException {
    return left-- > 0 ? reader.next() : null;
  }

  @Override
  public Optional<Position> position() {
    return reader.position();
  }

  @Override
  public Optional<? extends Damage> damage() {
    return reader.damage();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
