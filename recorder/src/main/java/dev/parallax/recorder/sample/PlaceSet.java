package dev.parallax.recorder.sample;

/**
 * The typed places of one body, each counted once, as a sum of hashes: whatever their order, and
 * however often an item of a list has them. At most {@value #MAX_PLACES}; more make no difference.
 * Confined to one thread, and used again without being cleaned.
 */
final class PlaceSet {

  static final int MAX_PLACES = 1_024;

  private static final int SLOTS = 2 * MAX_PLACES;

  private final long[] hashes = new long[SLOTS];

  /** The round in which a slot was taken; those of earlier rounds are free. */
  private final int[] rounds = new int[SLOTS];

  private int round;
  private int size;
  private long sum;

  void begin() {
    round++;
    size = 0;
    sum = 0;
  }

  void add(long place) {
    int slot = (int) place & (SLOTS - 1);
    while (rounds[slot] == round) {
      if (hashes[slot] == place) {
        return;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (size < MAX_PLACES) {
      rounds[slot] = round;
      hashes[slot] = place;
      size++;
      sum += place;
    }
  }

  long sum() {
    return sum;
  }
}
