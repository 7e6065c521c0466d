package dev.parallax.comparator.sample;

/** A 64-bit hash of an id, the same on every machine. Not for secrets. */
public final class IdHash {

  private IdHash() {}

  /** FNV-1a over the characters, finished by the mixer of SplitMix64. */
  public static long of(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}
