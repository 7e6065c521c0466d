package dev.parallax.replayer.plan;

/** How fast a recording is replayed. */
public sealed interface Speed {

  /** Gaps between starts are the recorded ones divided by {@code factor}: 2 is twice as fast. */
  record Times(double factor) implements Speed {
    public Times {
      if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("replay.speed: %sx (expected: > 0x)".formatted(factor));
      }
    }

    @Override
    public String toString() {
      return factor == Math.rint(factor) && factor < 1e6 ? (long) factor + "x" : factor + "x";
    }
  }

  /** Recorded gaps are ignored: only session order and the bound on concurrency hold back. */
  record Max() implements Speed {
    @Override
    public String toString() {
      return "max";
    }
  }

  /**
   * @param text {@code 1x}, {@code 0.5x}, {@code max}
   * @throws IllegalArgumentException naming what was expected
   */
  static Speed parse(String text) {
    if (text.equals("max")) {
      return new Max();
    }
    if (text.endsWith("x")) {
      try {
        return new Times(Double.parseDouble(text.substring(0, text.length() - 1)));
      } catch (NumberFormatException e) {
        // Said below, with what is expected.
      }
    }
    throw new IllegalArgumentException(
        "replay.speed: %s (expected: a factor such as 0.5x, 1x or 4x, or max)".formatted(text));
  }
}
