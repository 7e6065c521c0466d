package dev.parallax.comparator.diff;

import dev.parallax.proto.Divergence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects how one answer differs from the base. Bounded by location, so that a long list whose
 * every item differs does not crowd out what differs elsewhere.
 */
final class Differences {

  /** Pointers kept of one kind at one location. */
  static final int MAX_POINTERS = 10;

  /** Kept in all. */
  static final int MAX_DIFFERENCES = 1_000;

  /** Characters of a value that are kept. */
  private static final int MAX_VALUE_CHARS = 200;

  /** One located difference. Values are sanitised text, cut to a line. */
  record Difference(Place place, String baseValue, String value) {}

  /** Where and of what kind: what differences of several attempts are merged by. */
  record Place(String location, String pointer, Divergence.Kind kind) {}

  private record Group(String location, Divergence.Kind kind) {}

  private final List<Difference> found = new ArrayList<>();
  private final List<String> notCompared = new ArrayList<>();
  private final Map<Group, Integer> pointers = new HashMap<>();

  void add(Divergence.Kind kind, String location, String pointer, String base, String value) {
    if (pointers.merge(new Group(location, kind), 1, Integer::sum) > MAX_POINTERS) {
      return;
    }
    if (found.size() < MAX_DIFFERENCES) {
      found.add(new Difference(new Place(location, pointer, kind), line(base), line(value)));
    } else if (found.size() == MAX_DIFFERENCES) {
      notCompared("in its first " + MAX_DIFFERENCES + " divergences only");
    }
  }

  void add(Divergence.Kind kind, String location, String base, String value) {
    add(kind, location, "", base, value);
  }

  /**
   * Says that something was not compared; each reason once.
   *
   * @param how the answer is compared instead: {@code by shape only where it was sanitised}
   */
  void notCompared(String how) {
    if (!notCompared.contains(how)) {
      notCompared.add(how);
    }
  }

  List<Difference> found() {
    return found;
  }

  List<String> notCompared() {
    return notCompared;
  }

  private static String line(String value) {
    int end = value.indexOf('\n');
    String first = end < 0 ? value : value.substring(0, end) + '…';
    return first.length() <= MAX_VALUE_CHARS ? first : first.substring(0, MAX_VALUE_CHARS) + '…';
  }
}
