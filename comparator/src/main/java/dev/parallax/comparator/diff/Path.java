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
  record Item(Path parent, int base, int other) implements Path {}

  default Path member(String name) {
    return new Name(this, name);
  }

  default Path item(int base, int other) {
    return new Item(this, base, other);
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
      case Item(Path parent, int base, int other) -> {
        render(out, parent, style).append('/');
        boolean useBase = style == Style.BASE ? base >= 0 : other < 0;
        yield style == Style.LOCATION ? out.append('*') : out.append(useBase ? base : other);
      }
      case Root root -> out;
      case null -> out;
    };
  }
}
