package dev.parallax.replayer.plan;

import org.jspecify.annotations.Nullable;

/** How fast a recording is replayed. */
public sealed interface Speed {

  /** Gaps between starts are the recorded ones divided by {@code factor}: 2 is twice as fast. */
  record Times(double factor) implements Speed {
    public Times {
      if (!isPositive(factor)) {
        throw new IllegalArgumentException("replay.speed: %sx (expected: > 0x)".formatted(factor));
      }
    }

    @Override
    public String toString() {
      return written(factor) + "x";
    }
  }

  /**
   * So many exchanges a second, whatever the recording had: its shape is kept and scaled, so that a
   * burst remains one and the mean is what was asked for. From {@code from} at the beginning the
   * rate grows, or falls, by the same amount each second, and is {@code to} at the end.
   */
  record Rate(double from, double to) implements Speed {
    public Rate {
      if (!isPositive(from) || !isPositive(to)) {
        throw new IllegalArgumentException(
            "replay.speed: %s (expected: > 0/s)".formatted(text(from, to)));
      }
    }

    /**
     * When a share of all is sent, if the recording were even. With a rate of {@code from + (to -
     * from) t/T} at time t of T, there are {@code from t + (to - from) t²/2T} by then: of that
     * being {@code share gaps}, this is the root that has no cancellation. {@code T = 2 gaps/(from
     * + to)}, and the rate at that time is {@code √(from² + (to² - from²) share)}.
     *
     * @param share from 0 on; beyond 1 it goes on at the last rate
     * @param gaps how many times one exchange follows another
     * @return seconds since the beginning
     */
    double secondsUntil(double share, long gaps) {
      double within = Math.min(1, share);
      double rate = Math.sqrt(from * from * (1 - within) + to * to * within);
      return 2 * gaps * within / (from + rate) + gaps * (share - within) / to;
    }

    @Override
    public String toString() {
      return text(from, to);
    }

    private static String text(double from, double to) {
      return from == to ? written(from) + "/s" : written(from) + "/s.." + written(to) + "/s";
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
   * @param text {@code 1x}, {@code 0.5x}, {@code max}, {@code 200/s}, {@code 10/s..200/s}
   * @throws IllegalArgumentException naming what was expected
   */
  static Speed parse(String text) {
    if (text.equals("max")) {
      return new Max();
    }
    Double factor = number(text, "x");
    if (factor != null) {
      return new Times(factor);
    }
    int dots = text.indexOf("..");
    Double from = number(dots < 0 ? text : text.substring(0, dots), "/s");
    Double to = dots < 0 ? from : number(text.substring(dots + 2), "/s");
    if (from != null && to != null) {
      return new Rate(from, to);
    }
    throw new IllegalArgumentException(
        "replay.speed: %s (expected: a factor such as 0.5x or 4x, a rate such as 200/s or 10/s..200/s, or max)"
            .formatted(text));
  }

  private static @Nullable Double number(String text, String unit) {
    if (!text.endsWith(unit)) {
      return null;
    }
    try {
      return Double.valueOf(text.substring(0, text.length() - unit.length()));
    } catch (NumberFormatException e) {
      // Said by who asked, with what is expected.
      return null;
    }
  }

  private static boolean isPositive(double number) {
    return number > 0 && number < Double.POSITIVE_INFINITY;
  }

  private static String written(double number) {
    return number == Math.rint(number) && number < 1e6
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
