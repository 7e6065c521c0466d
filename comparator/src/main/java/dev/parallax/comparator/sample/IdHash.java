package dev.parallax.comparator.sample;

import dev.parallax.recorder.hash.Hash;

/** A 64-bit hash of an id, the same on every machine. Not for secrets. */
public final class IdHash {

  private IdHash() {}

  public static long of(String id) {
    return Hash.of(Hash.SEED, id);
  }
}
