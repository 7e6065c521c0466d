package dev.parallax.recorder.endpoint;

import java.util.Arrays;

/**
 * Tells whether {@value #ENOUGH} different clients were here, and nothing beyond that: hashes of
 * what they are told apart by, at most {@value #ENOUGH} of 8 bytes, and none once there were
 * enough.
 */
final class Sessions {

  static final int ENOUGH = 20;

  private static final long[] NONE = new long[0];

  private long[] hashes = NONE;
  private int count;

  boolean areEnough() {
    return count >= ENOUGH;
  }

  void add(long hash) {
    for (int i = 0; i < count && i < hashes.length; i++) {
      if (hashes[i] == hash) {
        return;
      }
    }
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, Math.clamp(2L * count, 4, ENOUGH));
    }
    hashes[count++] = hash;
    if (areEnough()) {
      hashes = NONE;
    }
  }

  void addAll(Sessions others) {
    if (others.areEnough()) {
      suffice();
    }
    for (int i = 0; i < others.hashes.length && i < others.count && !areEnough(); i++) {
      add(others.hashes[i]);
    }
  }

  /** As if there had been enough. */
  void suffice() {
    hashes = NONE;
    count = ENOUGH;
  }

  /** 64 bits of what tells a client apart. */
  static long hash(String client) {
    long hash = 0xcbf2_9ce4_8422_2325L;
    for (int i = 0; i < client.length(); i++) {
      hash = (hash ^ client.charAt(i)) * 0x100_0000_01b3L;
    }
    return hash ^ (hash >>> 29);
  }
}
