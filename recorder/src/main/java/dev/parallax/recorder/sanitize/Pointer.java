package dev.parallax.recorder.sanitize;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Where a walk through JSON stands (RFC 6901). Made of sanitised names. Confined to one thread. */
final class Pointer {

  private final String base;
  private final Deque<Level> levels = new ArrayDeque<>();

  Pointer(String base) {
    this.base = base;
  }

  void beginObject() {
    levels.push(new Level(false));
  }

  void beginArray() {
    levels.push(new Level(true));
  }

  /** Leaves the object or array, which thereby is a finished value of the one around it. */
  void end() {
    levels.pop();
  }

  void name(String name) {
    Level level = levels.element();
    level.name = name;
    level.items++;
  }

  /** To be told before each value: in an array, it stands one further. */
  void value() {
    Level level = levels.peek();
    if (level != null && level.array) {
      level.items++;
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

  Location location() {
    StringBuilder text = new StringBuilder(base);
    String name = "";
    for (var outermost = levels.descendingIterator(); outermost.hasNext(); ) {
      Level level = outermost.next();
      text.append('/');
      if (level.array) {
        text.append(level.items - 1);
      } else {
        name = level.name;
        text.append(name.replace("~", "~0").replace("/", "~1"));
      }
    }
    return new Location(text.toString().stripTrailing(), name.toLowerCase(Locale.ROOT));
  }

  private static final class Level {
    private final boolean array;
    private String name = "";
    private long items;

    Level(boolean array) {
      this.array = array;
    }
  }
}
