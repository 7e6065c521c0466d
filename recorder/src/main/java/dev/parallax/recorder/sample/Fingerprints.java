package dev.parallax.recorder.sample;

import java.util.Arrays;

/** A set of 64-bit hashes, open addressed, at most half full. Confined to one thread. */
final class Fingerprints {

  private static final int FIRST_SLOTS = 1_024;

  /** 0 is empty; the hash 0 is taken for 1. */
  private long[] slots = new long[FIRST_SLOTS];

  private int size;

  boolean has(long hash) {
    return slots[slot(slots, hash)] != 0;
  }

  void add(long hash) {
    int slot = slot(slots, hash);
    if (slots[slot] == 0) {
      slots[slot] = whole(hash);
      size++;
      if (2 * size > slots.length) {
        grow();
      }
    }
  }

  int size() {
    return size;
  }

  void clear() {
    Arrays.fill(slots, 0);
    size = 0;
  }

  private void grow() {
    long[] larger = new long[2 * slots.length];
    for (long hash : slots) {
      if (hash != 0) {
        larger[slot(larger, hash)] = hash;
      }
    }
    slots = larger;
  }

  /** Where it is, or the empty place where it belongs. */
  private static int slot(long[] slots, long hash) {
    long sought = whole(hash);
    int slot = (int) sought & (slots.length - 1);
    while (slots[slot] != 0 && slots[slot] != sought) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private static long whole(long hash) {
    return hash == 0 ? 1 : hash;
  }
}
