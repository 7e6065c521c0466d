package dev.parallax.recorder.log.spool;

import dev.parallax.proto.Event;
import dev.parallax.recorder.log.PlxReader;
import java.io.IOException;

/** What is left of the file that a process was writing when it was killed. */
final class Leftover {

  private Leftover() {}

  /**
   * The number behind that of its last exchange that can be read. What is damaged between readable
   * blocks counts, as it was written; what was torn off the end does not.
   */
  static long end(Segment segment) {
    long exchanges = 0;
    try (PlxReader reader = PlxReader.open(segment.file())) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        exchanges += event.hasExchange() ? 1 : 0;
      }
      exchanges += reader.damage().map(damage -> damage.events().orElse(0)).orElse(0L);
    } catch (IOException unreadable) {
      // Nothing of it then.
    }
    return segment.exchangesBefore() + exchanges;
  }
}
