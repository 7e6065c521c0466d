package dev.parallax.comparator.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which item of one list stands for which of another.
 *
 * @param pairs in the base's order, an index of -1 where the other side has none
 * @param reordered what both have stands in another order
 */
record Alignment(List<Pair> pairs, boolean reordered) {

  /** Indices into base and other; one of them may be -1. */
  record Pair(int base, int other) {}

  record Content(Json item) {

    @Override
    public boolean equals(Object that) {
      return that instanceof Content content && item.sameAs(content.item);
    }

    @Override
    public int hashCode() {
      return item.hash();
    }
  }

  /**
   * By key where the items have one. Otherwise by position in lists of one length, unless most
   * items stand elsewhere; in lists of two lengths around what stayed the same, or, where that is
   * too little to be found, by what both have.
   */
  static Alignment of(List<Json> base, List<Json> other, KeyField.Usable usable) {
    var keyed = KeyField.infer(base, other, usable);
    if (keyed.isPresent()) {
      return byKey(keyed.get().base(), keyed.get().other());
    }
    if (base.size() == other.size()) {
      return ofOneLength(base, other);
    }
    var common = CommonItems.of(base, other);
    return common.isPresent()
        ? new Alignment(around(common.get(), base.size(), other.size()), false)
        : byContent(SharedItems.of(base, other));
  }

  private static Alignment ofOneLength(List<Json> base, List<Json> other) {
    int inPlace = 0;
    for (int i = 0; i < base.size(); i++) {
      inPlace += base.get(i).sameAs(other.get(i)) ? 1 : 0;
    }
    List<Pair> byPosition = byPosition(base.size());
    if (inPlace == base.size()) {
      return new Alignment(byPosition, false);
    }
    SharedItems shared = SharedItems.of(base, other);
    if (shared.count() == base.size()) {
      return new Alignment(byPosition, true);
    }
    boolean moved = shared.count() > inPlace && 2 * shared.count() > base.size();
    return moved ? byContent(shared) : new Alignment(byPosition, false);
  }

  private static Alignment byContent(SharedItems shared) {
    return new Alignment(shared.pairs(), shared.reordered());
  }

  static List<Pair> byPosition(int size) {
    var pairs = new ArrayList<Pair>(size);
    for (int i = 0; i < size; i++) {
      pairs.add(new Pair(i, i));
    }
    return pairs;
  }

  private static Alignment byKey(List<Json> baseKeys, List<Json> otherKeys) {
    Map<Content, Integer> index = new HashMap<>();
    for (int j = 0; j < otherKeys.size(); j++) {
      index.put(new Content(otherKeys.get(j)), j);
    }
    int[] matchOfBase = new int[baseKeys.size()];
    boolean[] taken = new boolean[otherKeys.size()];
    boolean reordered = false;
    int last = -1;
    for (int i = 0; i < matchOfBase.length; i++) {
      int j = index.getOrDefault(new Content(baseKeys.get(i)), -1);
      matchOfBase[i] = j;
      if (j >= 0) {
        taken[j] = true;
        reordered |= j < last;
        last = j;
      }
    }
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < matchOfBase.length; i++) {
      // In lists of one length, two unmatched items in one place are one whose key changed.
      if (matchOfBase[i] < 0 && taken.length == matchOfBase.length && !taken[i]) {
        matchOfBase[i] = i;
        taken[i] = true;
      }
      pairs.add(new Pair(i, matchOfBase[i]));
    }
    for (int j = 0; j < taken.length; j++) {
      if (!taken[j]) {
        pairs.add(new Pair(-1, j));
      }
    }
    return new Alignment(pairs, reordered);
  }

  /** Between two items that stayed the same, the rest is paired by position. */
  private static List<Pair> around(List<Pair> common, int baseSize, int otherSize) {
    var pairs = new ArrayList<Pair>();
    int i = 0;
    int j = 0;
    List<Pair> anchors = new ArrayList<>(common);
    anchors.add(new Pair(baseSize, otherSize));
    for (Pair anchor : anchors) {
      while (i < anchor.base() && j < anchor.other()) {
        pairs.add(new Pair(i++, j++));
      }
      while (i < anchor.base()) {
        pairs.add(new Pair(i++, -1));
      }
      while (j < anchor.other()) {
        pairs.add(new Pair(-1, j++));
      }
      if (i < baseSize && j < otherSize) {
        pairs.add(anchor);
      }
      i = anchor.base() + 1;
      j = anchor.other() + 1;
    }
    return pairs;
  }
}
