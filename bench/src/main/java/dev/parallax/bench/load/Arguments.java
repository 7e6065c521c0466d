package dev.parallax.bench.load;

import dev.parallax.bench.load.subject.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What was asked for.
 *
 * @param launcher of the packaged command line
 * @param rounds of each gated cell
 * @param seconds that each measurement takes
 * @param informative whether cells that gate nothing are measured too
 */
record Arguments(Path launcher, int rounds, int seconds, boolean informative, Set<Kind> kinds) {

  private static final String CELLS = "--cells=";
  private static final String SUBJECTS = "--subjects=";

  Arguments {
    if (rounds < 1 || seconds < 1) {
      throw new IllegalArgumentException(
          "rounds, seconds: %d, %d (expected: >= 1)".formatted(rounds, seconds));
    }
    kinds = Set.copyOf(kinds);
  }

  /**
   * @param args the launcher, then {@code [ROUNDS [SECONDS]] [--cells=gated|all] [--subjects=ID,…]}
   * @throws IllegalArgumentException in one line, if they are none of these
   */
  static Arguments parse(String... args) {
    List<String> numbers = new ArrayList<>();
    boolean informative = true;
    Set<Kind> kinds = EnumSet.allOf(Kind.class);
    for (String arg : List.of(args).subList(1, args.length)) {
      if (arg.startsWith(CELLS)) {
        informative = isAll(arg.substring(CELLS.length()));
      } else if (arg.startsWith(SUBJECTS)) {
        kinds = kinds(arg.substring(SUBJECTS.length()));
      } else if (arg.matches("\\d{1,6}") && numbers.size() < 2) {
        numbers.add(arg);
      } else {
        throw new IllegalArgumentException(
            arg + " (expected: ROUNDS, SECONDS, --cells=gated|all or --subjects=ID,…)");
      }
    }
    return new Arguments(
        Path.of(args[0]), number(numbers, 0), number(numbers, 1), informative, kinds);
  }

  private static int number(List<String> numbers, int index) {
    return index < numbers.size() ? Integer.parseInt(numbers.get(index)) : 5;
  }

  private static boolean isAll(String cells) {
    return switch (cells) {
      case "all" -> true;
      case "gated" -> false;
      default ->
          throw new IllegalArgumentException("--cells=" + cells + " (expected: gated or all)");
    };
  }

  private static Set<Kind> kinds(String ids) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String id : ids.split(",", -1)) {
      kinds.add(
          List.of(Kind.values()).stream()
              .filter(kind -> kind.id().equals(id))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "--subjects=%s (expected: some of %s)"
                              .formatted(
                                  id,
                                  String.join(
                                      ",",
                                      List.of(Kind.values()).stream().map(Kind::id).toList())))));
    }
    return kinds;
  }
}
