package dev.parallax.bench.replay;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was asked for.
 *
 * @param launcher of the packaged command line
 * @param rounds of cost and pace
 * @param exchanges of a long run, where cost is measured
 * @param seconds that a planned rate is kept
 * @param window exchanges, where memory is measured
 */
record Arguments(
    Path launcher, int rounds, int exchanges, int seconds, int window, Set<Part> parts) {

  private static final String EXCHANGES = "--exchanges=";
  private static final String SECONDS = "--seconds=";
  private static final String WINDOW = "--window=";

  /** What is measured. */
  enum Part {
    COST,
    PARTS,
    PACE,
    MEMORY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Arguments {
    if (rounds < 1 || exchanges < 1 || seconds < 1 || window < 1) {
      throw new IllegalArgumentException(
          "rounds, exchanges, seconds, window: %d, %d, %d, %d (expected: >= 1)"
              .formatted(rounds, exchanges, seconds, window));
    }
    // In the order in which they are declared.
    parts = Collections.unmodifiableSet(EnumSet.copyOf(parts));
  }

  /**
   * @param args the launcher, then {@code [ROUNDS] [PART…] [--exchanges=N] [--seconds=N]
   *     [--window=N]}
   * @throws IllegalArgumentException in one line, if they are none of these
   */
  static Arguments parse(String... args) {
    int rounds = 3;
    int exchanges = 200_000;
    int seconds = 60;
    int window = 1_000_000;
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (String arg : List.of(args).subList(1, args.length)) {
      if (arg.matches("\\d{1,6}")) {
        rounds = Integer.parseInt(arg);
      } else if (arg.startsWith(EXCHANGES)) {
        exchanges = number(arg, EXCHANGES);
      } else if (arg.startsWith(SECONDS)) {
        seconds = number(arg, SECONDS);
      } else if (arg.startsWith(WINDOW)) {
        window = number(arg, WINDOW);
      } else {
        parts.add(part(arg));
      }
    }
    return new Arguments(
        Path.of(args[0]),
        rounds,
        exchanges,
        seconds,
        window,
        parts.isEmpty() ? EnumSet.allOf(Part.class) : parts);
  }

  private static int number(String arg, String option) {
    String digits = arg.substring(option.length());
    if (!digits.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(arg + " (expected: a number)");
    }
    return Integer.parseInt(digits);
  }

  private static Part part(String name) {
    return List.of(Part.values()).stream()
        .filter(part -> part.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s (expected: ROUNDS, some of %s, --exchanges=N, --seconds=N or --window=N)"
                        .formatted(
                            name,
                            List.of(Part.values()).stream()
                                .map(Part::toString)
                                .collect(Collectors.joining(", ")))));
  }
}
