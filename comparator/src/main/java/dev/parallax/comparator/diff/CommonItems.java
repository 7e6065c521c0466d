package dev.parallax.comparator.diff;

import dev.parallax.comparator.diff.Alignment.Pair;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A longest common subsequence of two lists (Myers, "An O(ND) difference algorithm", 1986), given
 * up beyond {@value #MAX_EDITS} edits.
 */
final class CommonItems {

  static final int MAX_EDITS = 256;

  private final List<Json> base;
  private final List<Json> other;
  private final int prefix;
  private final int baseEnd;
  private final int otherEnd;

  private CommonItems(List<Json> base, List<Json> other) {
    this.base = base;
    this.other = other;
    int start = 0;
    int shorter = Math.min(base.size(), other.size());
    while (start < shorter && base.get(start).sameAs(other.get(start))) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && base.get(base.size() - 1 - end).sameAs(other.get(other.size() - 1 - end))) {
      end++;
    }
    prefix = start;
    baseEnd = base.size() - end;
    otherEnd = other.size() - end;
  }

  /** Pairs of equal items, both indices ascending; empty if it was given up. */
  static Optional<List<Pair>> of(List<Json> base, List<Json> other) {
    var common = new CommonItems(base, other);
    var middle = common.middle();
    if (middle.isEmpty()) {
      return Optional.empty();
    }
    var pairs = new ArrayList<>(Alignment.byPosition(common.prefix));
    pairs.addAll(middle.get());
    for (int i = common.baseEnd; i < base.size(); i++) {
      pairs.add(new Pair(i, i - common.baseEnd + common.otherEnd));
    }
    return Optional.of(pairs);
  }

  private Optional<List<Pair>> middle() {
    int n = baseEnd - prefix;
    int m = otherEnd - prefix;
    int limit = Math.min(MAX_EDITS, n + m);
    int[] furthest = new int[2 * limit + 3];
    int zero = limit + 1;
    var trace = new ArrayList<int[]>();
    for (int edits = 0; edits <= limit; edits++) {
      trace.add(Arrays.copyOfRange(furthest, zero - edits - 1, zero + edits + 2));
      for (int k = -edits; k <= edits; k += 2) {
        boolean down =
            k == -edits || (k != edits && furthest[zero + k - 1] < furthest[zero + k + 1]);
        int x = down ? furthest[zero + k + 1] : furthest[zero + k - 1] + 1;
        int y = x - k;
        while (x < n && y < m && base.get(prefix + x).sameAs(other.get(prefix + y))) {
          x++;
          y++;
        }
        furthest[zero + k] = x;
        if (x >= n && y >= m) {
          return Optional.of(walkBack(trace, n, m));
        }
      }
    }
    return Optional.empty();
  }

  private List<Pair> walkBack(List<int[]> trace, int n, int m) {
    Deque<Pair> pairs = new ArrayDeque<>();
    int x = n;
    int y = m;
    for (int edits = trace.size() - 1; edits >= 0; edits--) {
      // trace.get(edits) holds diagonals -edits-1 to edits+1.
      int[] furthest = trace.get(edits);
      int zero = edits + 1;
      int k = x - y;
      boolean down = k == -edits || (k != edits && furthest[zero + k - 1] < furthest[zero + k + 1]);
      int previousK = down ? k + 1 : k - 1;
      int previousX = edits == 0 ? 0 : furthest[zero + previousK];
      int previousY = edits == 0 ? 0 : previousX - previousK;
      while (x > previousX && y > previousY) {
        x--;
        y--;
        pairs.addFirst(new Pair(prefix + x, prefix + y));
      }
      x = previousX;
      y = previousY;
    }
    return List.copyOf(pairs);
  }
}
