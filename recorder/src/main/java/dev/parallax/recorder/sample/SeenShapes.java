package dev.parallax.recorder.sample;

/**
 * The shapes that were seen lately, as two generations of 64-bit hashes: when the younger one is
 * full, the older one is forgotten, so that at least the last {@value #GENERATION} shapes are known
 * and those that come again stay. At most 2 MiB. Of a billion new shapes less than one is taken for
 * a known one (131,072 / 2^64 each). Confined to one thread.
 */
final class SeenShapes {

  static final int GENERATION = 1 << 16;

  private Fingerprints younger = new Fingerprints();
  private Fingerprints older = new Fingerprints();

  /** Whether it is known; if so, it is remembered for longer. */
  boolean knows(long shape) {
    if (younger.has(shape)) {
      return true;
    }
    if (!older.has(shape)) {
      return false;
    }
    add(shape);
    return true;
  }

  void add(long shape) {
    younger.add(shape);
    if (younger.size() >= GENERATION) {
      Fingerprints forgotten = older;
      older = younger;
      forgotten.clear();
      younger = forgotten;
    }
  }

  /** How many hashes are held. */
  int size() {
    return younger.size() + older.size();
  }
}
