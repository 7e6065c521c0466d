package dev.parallax.recorder.sanitize;

/**
 * What all places of one message share.
 *
 * @param side {@code request} or {@code response}
 * @param echoes what we sent ourselves; empty for recorded traffic
 */
record Scope(String side, Leaves leaves, Echoes echoes) {

  static Scope of(String side, Leaves leaves) {
    return new Scope(side, leaves, Echoes.NONE);
  }

  void replaced(Location at, String kind, boolean injective) {
    leaves.add(side + ' ' + at.text(), kind, injective);
  }
}
