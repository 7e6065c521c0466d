package dev.parallax.replayer.source;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/** Knows the last ids seen: a log that delivers at least once repeats an exchange shortly after. */
final class RecentIds {

  static final int KEPT = 100_000;

  private final SequencedSet<String> ids = new LinkedHashSet<>();

  /** Whether this id was not seen lately. */
  boolean isNew(String id) {
    if (!ids.add(id)) {
      return false;
    }
    if (ids.size() > KEPT) {
      ids.removeFirst();
    }
    return true;
  }
}
