package dev.parallax.comparator.diff;

import dev.parallax.proto.Leaf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A place in whichever items of the lists around it, as the recorder tells of it.
 *
 * @param pointer JSON pointer with {@code *} for the index in each list. JSON within a string goes
 *     on behind the string's own pointer, which has an index for each list around the string
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

  /**
   * @param document in which of two it stands
   */
  static ListedPlace of(Path path, Path.Style document) {
    StringBuilder pointer = new StringBuilder();
    List<Integer> lists = new ArrayList<>();
    write(path, document, false, pointer, lists);
    return new ListedPlace(pointer.toString(), lists);
  }

  /** The pointer to one item; the same as the path's own where no string is stepped into. */
  static String exact(Path path, Path.Style document) {
    StringBuilder pointer = new StringBuilder();
    write(path, document, true, pointer, new ArrayList<>());
    return pointer.toString();
  }

  /** How many segments it wrote. */
  private static int write(
      Path path, Path.Style document, boolean exact, StringBuilder pointer, List<Integer> lists) {
    return switch (path) {
      case Path.Root root -> 0;
      case Path.Text(Path parent) -> write(parent, document, true, pointer, lists);
      case Path.Name(Path parent, String name) -> {
        int position = write(parent, document, exact, pointer, lists) + 1;
        pointer.append('/').append(Path.escaped(name));
        yield position;
      }
      case Path.Item item -> {
        int position = write(item.parent(), document, exact, pointer, lists) + 1;
        pointer.append('/').append(exact ? Integer.toString(item.in(document)) : INDEX);
        if (!exact) {
          lists.add(position);
        }
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
