package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Event;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells copies of one event: a recorder sends again what it is not sure of, and what waited in its
 * spool. Copies lie in one partition, and there are fewer events of their recorder between two of
 * them than it may have on its way ({@link dev.parallax.recorder.log.spool.SpooledLog#MAX_EVENTS});
 * how many of others, nobody knows.
 *
 * <p>So the last {@value #REMEMBERED} ids of each recorder are remembered, as hashes of 64 bits,
 * and {@value #MAX} of all: sixteen recorders' in full. Beyond that, those go first whose recorder
 * was not heard of for the longest. Takes 6 MiB at most. Not thread-safe.
 */
final class RecentIds {

  static final int REMEMBERED = 16_384;
  static final int MAX = 16 * REMEMBERED;

  private static final int FIRST_SLOTS = 256;

  /** The ids of one recorder, the oldest first. */
  private static final class Ring {
    private long[] hashes = new long[4];
    private int first;
    private int size;

    void add(long hash) {
      if (size == hashes.length) {
        long[] larger = new long[2 * size];
        for (int i = 0; i < size; i++) {
          larger[i] = hashes[(first + i) & (size - 1)];
        }
        hashes = larger;
        first = 0;
      }
      hashes[(first + size) & (hashes.length - 1)] = hash;
      size++;
    }

    long removeFirst() {
      long hash = hashes[first];
      first = (first + 1) & (hashes.length - 1);
      size--;
      return hash;
    }
  }

  /** By recorder; the one that was not heard of for the longest comes first. */
  private final Map<String, Ring> rings = new LinkedHashMap<>(16, 0.75f, true);

  /** All of them: open addressing, twice as many slots as hashes, so that a free one is near. */
  private long[] slots = new long[FIRST_SLOTS];

  private int size;

  /** Whether it is no copy of one that was told before. */
  boolean isNew(Event event) {
    return switch (event.getEventCase()) {
      case EXCHANGE ->
          isNew(event.getExchange().getId(), recorder(event.getExchange().getDeployment()));
      case LEDGER -> isNew(event.getLedger().getId(), event.getLedger().getRecorder());
      case TEMPLATES, OUTCOME, COMPARISON, RUN, LATE, EVENT_NOT_SET -> true;
    };
  }

  /** Old recordings name its place alone, which another process may have had before. */
  private static String recorder(Deployment deployment) {
    return deployment.getRecorder().isEmpty() ? deployment.getInstance() : deployment.getRecorder();
  }

  private boolean isNew(String id, String recorder) {
    return id.isEmpty() || add(hash(id), recorder);
  }

  /** How many are remembered. */
  int size() {
    return size;
  }

  private boolean add(long hash, String recorder) {
    if (slots[slot(hash)] == hash) {
      return false;
    }
    Ring ring = rings.computeIfAbsent(recorder, _ -> new Ring());
    if (ring.size == REMEMBERED) {
      remove(ring.removeFirst());
    } else if (size == MAX) {
      forgetOne();
    }
    ring.add(hash);
    if (2 * (size + 1) > slots.length) {
      grow();
    }
    slots[slot(hash)] = hash;
    size++;
    return true;
  }

  private void forgetOne() {
    Map.Entry<String, Ring> silent = rings.entrySet().iterator().next();
    remove(silent.getValue().removeFirst());
    if (silent.getValue().size == 0) {
      rings.remove(silent.getKey());
    }
  }

  private void grow() {
    long[] smaller = slots;
    slots = new long[smaller.length * 2];
    Arrays.stream(smaller).filter(hash -> hash != 0).forEach(hash -> slots[slot(hash)] = hash);
  }

  /** What stands behind it moves up, where it would not be found any more over the gap. */
  private void remove(long hash) {
    int mask = slots.length - 1;
    int gap = slot(hash);
    slots[gap] = 0;
    size--;
    for (int at = (gap + 1) & mask; slots[at] != 0; at = (at + 1) & mask) {
      int fromHome = (at - home(slots[at])) & mask;
      if (fromHome >= ((at - gap) & mask)) {
        slots[gap] = slots[at];
        slots[at] = 0;
        gap = at;
      }
    }
  }

  /** Where it is, or where there is a place for it. */
  private int slot(long hash) {
    int slot = home(hash);
    while (slots[slot] != 0 && slots[slot] != hash) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private int home(long hash) {
    return (int) (hash ^ (hash >>> 32)) & (slots.length - 1);
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
