package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.Event;
import java.util.Arrays;

/**
 * Tells copies of one event: a recorder sends again what it is not sure of, and what waited in its
 * spool. Copies lie in one partition, and near each other: there are fewer events between two of
 * them than a recorder may have on its way, 14,000. At least the last {@value #REMEMBERED} ids are
 * remembered, as hashes of 64 bits, in 512 KiB at most. Not thread-safe.
 */
final class RecentIds {

  static final int REMEMBERED = 16_384;

  /** Twice as many as ids are put into it, so that a free one is near. */
  private static final int SLOTS = 2 * REMEMBERED;

  private static final int FIRST_SLOTS = 256;

  private long[] current = new long[FIRST_SLOTS];
  private int size;

  /** Those before; none of them is in the current ones. */
  private long[] previous = new long[1];

  /** Whether it is no copy of one that was told before. */
  boolean isNew(Event event) {
    String id =
        switch (event.getEventCase()) {
          case EXCHANGE -> event.getExchange().getId();
          case LEDGER -> event.getLedger().getId();
          case TEMPLATES, OUTCOME, COMPARISON, RUN, LATE, EVENT_NOT_SET -> "";
        };
    return id.isEmpty() || add(hash(id));
  }

  private boolean add(long hash) {
    int slot = slot(current, hash);
    if (current[slot] == hash || previous[slot(previous, hash)] == hash) {
      return false;
    }
    current[slot] = hash;
    size++;
    if (size == REMEMBERED) {
      previous = current;
      current = new long[SLOTS];
      size = 0;
    } else if (size * 2 >= current.length) {
      grow();
    }
    return true;
  }

  private void grow() {
    long[] smaller = current;
    current = new long[smaller.length * 2];
    Arrays.stream(smaller)
        .filter(hash -> hash != 0)
        .forEach(hash -> current[slot(current, hash)] = hash);
  }

  /** Where it is, or where there is a place for it. */
  private static int slot(long[] hashes, long hash) {
    int slot = (int) (hash ^ (hash >>> 32)) & (hashes.length - 1);
    while (hashes[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & (hashes.length - 1);
    }
    return slot;
  }

  /** FNV-1a, mixed as in SplitMix64; never 0. */
  private static long hash(String id) {
    long hash = 0xCBF2_9CE4_8422_2325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x0000_0100_0000_01B3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    hash = (hash ^ (hash >>> 27)) * 0x94D0_49BB_1331_11EBL;
    hash ^= hash >>> 31;
    return hash == 0 ? 1 : hash;
  }
}
