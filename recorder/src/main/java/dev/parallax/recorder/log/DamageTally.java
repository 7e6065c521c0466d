package dev.parallax.recorder.log;

import java.util.Optional;
import java.util.OptionalLong;

/** Adds up what a reader could not read. */
final class DamageTally {

  private long offset;
  private long bytes;
  private int places;
  private long events;
  private boolean reachesEnd;

  void add(long from, long to, long eventsLost) {
    if (places == 0) {
      offset = from;
    }
    places++;
    bytes += to - from;
    events += eventsLost;
  }

  /** Nothing whole comes after it: how many events were lost is not known. */
  void addToEnd(long from, long size) {
    add(from, size, 0);
    reachesEnd = true;
  }

  Optional<FileDamage> damage() {
    if (places == 0) {
      return Optional.empty();
    }
    OptionalLong lost = reachesEnd ? OptionalLong.empty() : OptionalLong.of(events);
    return Optional.of(new FileDamage(offset, bytes, places, lost));
  }
}
