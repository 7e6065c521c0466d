package dev.parallax.recorder.propose;

import dev.parallax.proto.Leaf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which values of an exchange were replaced, by location. */
final class ReplacedLeaves {

  /**
   * @param items indices of those that were replaced; empty if all were
   */
  private record Replaced(String kind, Set<List<Integer>> items) {}

  private final Map<String, Replaced> byLocation = new HashMap<>();

  ReplacedLeaves(List<Leaf> leaves) {
    for (Leaf leaf : leaves) {
      Set<List<Integer>> items = new HashSet<>();
      int lists = leaf.getListsCount();
      for (int i = 0; lists > 0 && i + lists <= leaf.getItemsCount(); i += lists) {
        items.add(List.copyOf(leaf.getItemsList().subList(i, i + lists)));
      }
      byLocation.put(leaf.getLocation(), new Replaced(leaf.getKind(), items));
    }
  }

  /**
   * As what a value was replaced; null if it is in the clear.
   *
   * @param location with {@code *} for each list
   * @param indices of its items
   */
  @Nullable String kind(String location, List<Integer> indices) {
    Replaced replaced = byLocation.get(location);
    boolean all = replaced != null && replaced.items().isEmpty();
    return replaced != null && (all || replaced.items().contains(new ArrayList<>(indices)))
        ? replaced.kind()
        : null;
  }

  /** Whether something within a value was replaced: of JSON in a string. */
  boolean within(String location) {
    return byLocation.keySet().stream().anyMatch(one -> one.startsWith(location + '/'));
  }
}
