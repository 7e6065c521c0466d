package dev.parallax.replayer.source;

import dev.parallax.proto.Event;
import dev.parallax.recorder.log.DerivedReader;
import dev.parallax.recorder.log.EventReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Ends after so many events. Confined to one thread. */
final class FirstEvents implements DerivedReader {

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
  public EventReader origin() {
    return reader;
  }
}
