package dev.parallax.cli.config;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The words by which it is said what a sampled recording keeps besides the share of sessions; what
 * is none of them is empty.
 */
public final class KeepWords {

  /** What is expected of each. */
  public static final String ERRORS = "5xx, 4xx or off";

  public static final String SLOW = "p50 to below p100, such as p99, or off";
  public static final String NOVEL = "on or off";

  private KeepWords() {}

  /** The status from which on answers are errors; 0 for none. */
  public static OptionalInt errorsFrom(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "5xx" -> OptionalInt.of(500);
      case "4xx" -> OptionalInt.of(400);
      case "off" -> OptionalInt.of(0);
      default -> OptionalInt.empty();
    };
  }

  /** The quantile above which an exchange is slow; 0 for none. */
  public static OptionalDouble slowQuantile(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.equals("off")) {
      return OptionalDouble.of(0);
    }
    if (!lower.matches("p\\d{2}(\\.\\d{1,6})?")) {
      return OptionalDouble.empty();
    }
    double quantile = Double.parseDouble("0." + lower.substring(1).replace(".", ""));
    return quantile < 0.5 ? OptionalDouble.empty() : OptionalDouble.of(quantile);
  }

  /** 1 for on, 0 for off. */
  public static OptionalInt novel(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "on" -> OptionalInt.of(1);
      case "off" -> OptionalInt.of(0);
      default -> OptionalInt.empty();
    };
  }
}
