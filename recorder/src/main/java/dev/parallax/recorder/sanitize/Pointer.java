package dev.parallax.recorder.sanitize;

import java.util.ArrayDeque;
import java.util.Deque;

/** Where a walk through JSON stands (RFC 6901). Made of sanitised names. Confined to one thread. */
final class Pointer {

  private final JsonLeaves leaves;
  private final Deque<Level> levels = new ArrayDeque<>();
  private JsonPlace place;

  /**
   * @param leaves told of each list and item
   */
  Pointer(JsonPlace root, JsonLeaves leaves) {
    this.place = root;
    this.leaves = leaves;
  }

  void beginObject() {
    levels.push(new Level(place, false));
  }

  void beginArray() {
    levels.push(new Level(place, true));
    leaves.beginList();
  }

  /** Leaves the object or array, which thereby is a finished value of the one around it. */
  void end() {
    Level ended = levels.pop();
    place = ended.place;
    if (ended.array) {
      leaves.endList();
    }
  }

  void name(String name) {
    Level level = levels.element();
    place = level.place.member(name);
    level.items++;
  }

  /** To be told before each value: in an array, it stands one further. */
  void value() {
    Level level = levels.peek();
    if (level != null && level.array) {
      place = level.place.item();
      level.items++;
      leaves.item();
    }
  }

  int depth() {
    return levels.size();
  }

  boolean inArray() {
    Level level = levels.peek();
    return level != null && level.array;
  }

  /** Values begun in the innermost array or object. */
  long items() {
    return levels.element().items;
  }

  /** Of the value at hand, in whichever items. */
  JsonPlace place() {
    return place;
  }

  Location location() {
    return leaves.location(place);
  }

  private static final class Level {
    private final JsonPlace place;
    private final boolean array;
    private long items;

    Level(JsonPlace place, boolean array) {
      this.place = place;
      this.array = array;
    }
  }
}
