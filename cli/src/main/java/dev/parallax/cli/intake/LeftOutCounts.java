package dev.parallax.cli.intake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Counts what was left out by why, with the place of the first. Confined to one thread. */
public final class LeftOutCounts {

  /**
   * @param first where the first of them stands
   */
  public record Kind(String why, long count, String first) {}

  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  /**
   * @param place of the file and in it
   */
  public void add(String why, String place) {
    kinds.merge(
        why, new Kind(why, 1, place), (was, _) -> new Kind(why, was.count() + 1, was.first()));
  }

  /** In the order in which each came first. */
  public Stream<Kind> kinds() {
    return kinds.values().stream();
  }

  public long total() {
    return kinds().mapToLong(Kind::count).sum();
  }
}
