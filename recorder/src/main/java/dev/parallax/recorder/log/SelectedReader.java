package dev.parallax.recorder.log;

import dev.parallax.proto.Event;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Gives out what a selection holds. Confined to one thread; closes what it reads from. */
public final class SelectedReader implements DerivedReader {

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
  public EventReader origin() {
    return reader;
  }
}
