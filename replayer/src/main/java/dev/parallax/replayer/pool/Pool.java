package dev.parallax.replayer.pool;

import java.util.List;

/**
 * Ids that staging knows, and where requests have such.
 *
 * @param source where they are from, as it was written: {@link PoolSource#parse}
 * @param places of requests, as they were written
 * @param ids each once, in order; empty as long as staging has not been asked for them
 */
public record Pool(String source, List<String> places, List<String> ids) {

  /** They go along in the event that requests the run. */
  static final int MAX_IDS = 10_000;

  private static final int MAX_CHARS = 512;

  /**
   * @throws IllegalArgumentException naming the setting, and what was expected
   */
  public Pool {
    places = List.copyOf(places);
    ids = ids.stream().distinct().toList();
    places.forEach(PoolPlace::parse);
    if (ids.isEmpty() && PoolSource.parse(source) instanceof PoolSource.Lines) {
      throw refused(source, "no ids", "one a line");
    }
    if (ids.size() > MAX_IDS) {
      throw refused(source, ids.size() + " ids", "at most " + MAX_IDS);
    }
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      if (id.isBlank() || id.length() > MAX_CHARS || id.chars().anyMatch(Character::isISOControl)) {
        throw refused(
            source,
            "id %d of %d".formatted(i + 1, ids.size()),
            "1 to %d characters, none of them a control character".formatted(MAX_CHARS));
      }
    }
  }

  /** Whether its ids are to be asked for. */
  boolean isOpen() {
    return ids.isEmpty();
  }

  static IllegalArgumentException refused(String source, String what, String expected) {
    return new IllegalArgumentException(
        "%s: %s: %s (expected: %s)".formatted(Pools.KEY, source, what, expected));
  }
}
