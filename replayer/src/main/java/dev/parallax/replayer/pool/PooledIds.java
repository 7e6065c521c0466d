package dev.parallax.replayer.pool;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leaf;
import dev.parallax.proto.Request;
import dev.parallax.replayer.correlate.Entries;
import dev.parallax.replayer.correlate.place.Place;
import dev.parallax.replayer.correlate.place.Visitor;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts an id of the pool in the place of a recorded one: chosen by a hash of that, and of nothing
 * else. An id that the pool has stays, and so does a word of a path that was recorded in the clear:
 * {@code /orders/stats} is another endpoint. Thread-safe.
 */
final class PooledIds implements Entries {

  private record Rule(PoolPlace place, List<String> ids, Set<String> known) {}

  private final List<Rule> rules;

  PooledIds(List<Pool> pools) {
    rules =
        pools.stream()
            .filter(pool -> !pool.isOpen())
            .flatMap(
                pool -> {
                  Set<String> known = Set.copyOf(pool.ids());
                  return pool.places().stream()
                      .map(place -> new Rule(PoolPlace.parse(place), pool.ids(), known));
                })
            .toList();
  }

  @Override
  public @Nullable Visitor of(Exchange recorded) {
    Request request = recorded.getRequest();
    List<Rule> its =
        rules.stream()
            .filter(rule -> rule.place().isIn(request.getMethod(), request.getTarget()))
            .toList();
    if (its.isEmpty()) {
      return null;
    }
    return (trail, value) -> {
      Place at = trail.place();
      for (Rule rule : its) {
        if (at.matches(rule.place().place()) && !isRoute(at, value, recorded)) {
          return rule.known().contains(value) ? null : chosen(value, rule.ids());
        }
      }
      return null;
    };
  }

  /** What was replaced when it was recorded was no word of a route, whatever it looks like now. */
  private static boolean isRoute(Place at, String value, Exchange recorded) {
    if (!at.part().equals("path") || value.chars().anyMatch(Character::isDigit)) {
      return false;
    }
    // Locations count segments from 0, and places from the slash that the path begins with.
    String location = "request path/" + (Integer.parseInt(at.steps().get(1)) - 1);
    return recorded.getSanitisation().getLeavesList().stream()
        .map(Leaf::getLocation)
        .noneMatch(location::equals);
  }

  static String chosen(String recorded, List<String> ids) {
    return ids.get((int) Long.remainderUnsigned(hash(recorded), ids.size()));
  }

  /** FNV-1a, mixed by the finaliser of SplitMix64: the same in every process. */
  private static long hash(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}
