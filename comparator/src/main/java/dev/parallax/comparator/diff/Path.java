package dev.parallax.comparator.diff;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The way to a value in both of two documents; its texts are built only where one differs. */
sealed interface Path {

  /** The document itself. */
  static Path root() {
    return new Root();
  }

  /** Member names that are values: without this each would be a location of its own. */
  Pattern VALUE_LIKE_NAME =
      Pattern.compile("\\d+|[0-9a-fA-F-]{16,}|(?=.*\\d)[A-Za-z0-9_-]{20,}|.*@.*");

  record Root() implements Path {}

  record Name(Path parent, String name) implements Path {}

  /** An item of a list; an index is -1 on the side that does not have it. */
  record Item(Path parent, int base, int other) implements Path {

    int in(Style document) {
      boolean useBase = document == Style.BASE ? base >= 0 : other < 0;
      return useBase ? base : other;
    }
  }

  /** JSON that is written within the string at hand. */
  record Text(Path parent) implements Path {}

  default Path member(String name) {
    return new Name(this, name);
  }

  default Path item(int base, int other) {
    return new Item(this, base, other);
  }

  default Path text() {
    return new Text(this);
  }

  /** How many values and strings it leads into. */
  default int depth() {
    int depth = 0;
    Path at = this;
    while (true) {
      switch (at) {
        case Root root -> {
          return depth;
        }
        case Name(Path parent, String name) -> at = parent;
        case Item(Path parent, int base, int other) -> at = parent;
        case Text(Path parent) -> at = parent;
      }
      depth++;
    }
  }

  /** JSON pointer into the base document (into the other where the base does not have it). */
  default String pointer() {
    return render(new StringBuilder(), this, Style.BASE).toString();
  }

  /** JSON pointer into the other document. */
  default String otherPointer() {
    return render(new StringBuilder(), this, Style.OTHER).toString();
  }

  /** {@code body /items/*}{@code /price}: list indices, and names that are values, as *. */
  default String location() {
    return render(new StringBuilder("body "), this, Style.LOCATION).toString().strip();
  }

  /** A name as a pointer has it. */
  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /** How an index or name is written. */
  enum Style {
    BASE,
    OTHER,
    LOCATION
  }

  private static StringBuilder render(StringBuilder out, @Nullable Path path, Style style) {
    return switch (path) {
      case Name(Path parent, String name) ->
          render(out, parent, style)
              .append('/')
              .append(
                  style == Style.LOCATION && VALUE_LIKE_NAME.matcher(name).matches()
                      ? "*"
                      : escaped(name));
      case Item item -> {
        render(out, item.parent(), style).append('/');
        yield style == Style.LOCATION ? out.append('*') : out.append(item.in(style));
      }
      case Text(Path parent) -> render(out, parent, style).append('/').append(TextInJson.STEP);
      case Root root -> out;
      case null -> out;
    };
  }
}
