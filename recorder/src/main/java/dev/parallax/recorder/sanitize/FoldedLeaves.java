package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Leaf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The leaves of one document of text, each location once, however many of its elements or
 * attributes have values there. Confined to one thread.
 */
final class FoldedLeaves {

  /** Of one document; what is larger than that as an event is not recorded anyway. */
  private static final int MAX_PLACES = 64 << 10;

  /** Of all locations together. */
  private static final int MAX_CHARS = 4 << 20;

  private final Scope scope;

  /** As the scope, but for its leaves: those of the value at hand. */
  private final Scope alone;

  private final Map<String, Told> told = new LinkedHashMap<>();

  /** Of JSON within values, which names items of its lists. */
  private final List<Leaf> listed = new ArrayList<>();

  private int chars;

  FoldedLeaves(Scope scope) {
    this.scope = scope;
    alone = scope.alone();
  }

  /** To sanitise a single value with, for {@link #take}. */
  Scope alone() {
    return alone;
  }

  /**
   * Takes the leaves that the value at hand left.
   *
   * @throws JsonTooMuchException if there are more than can be told apart
   */
  void take() throws JsonTooMuchException {
    if (alone.leaves().all().isEmpty()) {
      return;
    }
    for (Leaf leaf : alone.leaves().all()) {
      Told before = told.get(leaf.getLocation());
      boolean isNew = before == null || leaf.getListsCount() > 0;
      chars += isNew ? leaf.getLocation().length() : 0;
      if (chars > MAX_CHARS || told.size() + listed.size() >= MAX_PLACES) {
        throw new JsonTooMuchException();
      }
      if (leaf.getListsCount() > 0) {
        listed.add(leaf);
        continue;
      }
      Told known = before == null ? Told.NOTHING : before;
      Told now = known.and(leaf.getKind(), leaf.getFidelity() == Leaf.Fidelity.INJECTIVE);
      if (!now.equals(before)) {
        told.put(leaf.getLocation(), now);
      }
    }
    alone.leaves().backTo(0);
  }

  /** Writes the leaves. */
  void end() {
    told.forEach(
        (location, all) -> scope.leaves().add(Leaves.leaf(location, all.kinds(), all.injective())));
    scope.leaves().addAll(listed);
  }
}
