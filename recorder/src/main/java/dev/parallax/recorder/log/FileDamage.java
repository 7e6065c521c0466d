package dev.parallax.recorder.log;

import java.util.OptionalLong;

/**
 * What could not be read of a capture file.
 *
 * @param offset of the first unreadable byte, from the start of the file
 * @param bytes unreadable, over all places
 * @param places where whole sections stop and, mostly, start again
 * @param events lost; empty where the damage reaches the end of the file, so that nothing tells
 */
public record FileDamage(long offset, long bytes, int places, OptionalLong events)
    implements Damage {

  /** {@code 312 bytes at offset 4711 are unreadable: 3 events lost} */
  @Override
  public String sentence() {
    String where =
        places == 1
            ? "%d bytes at offset %d are unreadable".formatted(bytes, offset)
            : "%d bytes in %d places, the first at offset %d, are unreadable"
                .formatted(bytes, places, offset);
    if (events.isEmpty()) {
      return where + ": the events from there on are lost";
    }
    long lost = events.getAsLong();
    return where + (lost == 1 ? ": 1 event lost" : ": %d events lost".formatted(lost));
  }
}
