package dev.parallax.recorder.log;

import dev.parallax.proto.Event;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives out what a selection holds. Confined to one thread; closes what it reads from. */
public final class SelectedReader implements EventReader {

  private final EventReader reader;
  private final Selection selection;

  public SelectedReader(EventReader reader, Selection selection) {
    this.reader = reader;
    this.selection = selection;
  }

  @Override
  public @Nullable Event next() throws IOException {
    while (true) {
      Event event = reader.next();
      if (event == null || selection.holds(event)) {
        return event;
      }
    }
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
