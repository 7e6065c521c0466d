package dev.parallax.comparator.diff;

import dev.parallax.comparator.diff.Alignment.Content;
import dev.parallax.comparator.diff.Alignment.Pair;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The equal items of two lists, wherever they stand, found by their hashes: the nth of several that
 * are equal with the nth. Linear in their size.
 */
final class SharedItems {

  /** For each item of the base the index of its like, or -1. */
  private final int[] otherOfBase;

  private final int otherSize;
  private final int count;

  private SharedItems(int[] otherOfBase, int otherSize, int count) {
    this.otherOfBase = otherOfBase;
    this.otherSize = otherSize;
    this.count = count;
  }

  static SharedItems of(List<Json> base, List<Json> other) {
    Map<Content, Deque<Integer>> places = new HashMap<>();
    for (int j = 0; j < other.size(); j++) {
      places.computeIfAbsent(new Content(other.get(j)), _ -> new ArrayDeque<>(1)).add(j);
    }
    int[] otherOfBase = new int[base.size()];
    int count = 0;
    for (int i = 0; i < otherOfBase.length; i++) {
      Deque<Integer> left = places.get(new Content(base.get(i)));
      otherOfBase[i] = left == null || left.isEmpty() ? -1 : left.poll();
      count += otherOfBase[i] < 0 ? 0 : 1;
    }
    return new SharedItems(otherOfBase, other.size(), count);
  }

  int count() {
    return count;
  }

  /** Whether they stand in another order. */
  boolean reordered() {
    int last = -1;
    for (int j : otherOfBase) {
      if (j >= 0 && j < last) {
        return true;
      }
      last = Math.max(last, j);
    }
    return false;
  }

  /** Each with its like; of the rest the first with the first, as far as both have one. */
  List<Pair> pairs() {
    boolean[] taken = new boolean[otherSize];
    for (int j : otherOfBase) {
      if (j >= 0) {
        taken[j] = true;
      }
    }
    List<Pair> pairs = new ArrayList<>(otherOfBase.length);
    int next = untaken(taken, 0);
    for (int i = 0; i < otherOfBase.length; i++) {
      if (otherOfBase[i] >= 0) {
        pairs.add(new Pair(i, otherOfBase[i]));
      } else {
        pairs.add(new Pair(i, next < otherSize ? next : -1));
        next = untaken(taken, next + 1);
      }
    }
    for (; next < otherSize; next = untaken(taken, next + 1)) {
      pairs.add(new Pair(-1, next));
    }
    return pairs;
  }

  private static int untaken(boolean[] taken, int from) {
    int j = from;
    while (j < taken.length && taken[j]) {
      j++;
    }
    return Math.min(j, taken.length);
  }
}
