package dev.parallax.comparator.diff;

import dev.parallax.proto.Leaf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A place in whichever items of the lists around it.
 *
 * @param pointer JSON pointer with {@code *} for the index in each list
 * @param lists which of its segments these are, as {@code Leaf.lists} has it
 */
record ListedPlace(String pointer, List<Integer> lists) {

  private static final String INDEX = "*";

  /** Whether a leaf names segments that it has, outermost first, and in each of them an item. */
  static boolean isWhole(Leaf leaf) {
    int lists = leaf.getListsCount();
    if (lists == 0) {
      return leaf.getItemsCount() == 0;
    }
    String[] segments = leaf.getLocation().split("/", -1);
    int before = 0;
    for (int position : leaf.getListsList()) {
      if (position <= before || position >= segments.length || !segments[position].equals(INDEX)) {
        return false;
      }
      before = position;
    }
    return leaf.getItemsCount() % lists == 0
        && leaf.getItemsList().stream().allMatch(index -> index >= 0);
  }

  static ListedPlace of(Path path) {
    StringBuilder pointer = new StringBuilder();
    List<Integer> lists = new ArrayList<>();
    write(path, pointer, lists);
    return new ListedPlace(pointer.toString(), lists);
  }

  /** How many segments it wrote. */
  private static int write(Path path, StringBuilder pointer, List<Integer> lists) {
    return switch (path) {
      case Path.Root root -> 0;
      case Path.Name(Path parent, String name) -> {
        int position = write(parent, pointer, lists) + 1;
        pointer.append('/').append(Path.escaped(name));
        yield position;
      }
      case Path.Item(Path parent, int base, int other) -> {
        int position = write(parent, pointer, lists) + 1;
        pointer.append('/').append(INDEX);
        lists.add(position);
        yield position;
      }
    };
  }

  /**
   * The exact pointers of some items.
   *
   * @param indices as {@code Leaf.items} has them
   */
  Set<String> pointers(List<Integer> indices) {
    Set<String> pointers = new HashSet<>();
    String[] segments = pointer.split("/", -1);
    for (int item = 0; item + lists.size() <= indices.size(); item += lists.size()) {
      String[] exact = segments.clone();
      for (int list = 0; list < lists.size(); list++) {
        exact[lists.get(list)] = indices.get(item + list).toString();
      }
      pointers.add(String.join("/", exact));
    }
    return pointers;
  }
}
