package dev.parallax.cli.demo.secrets;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Text that stands nowhere by chance.
 *
 * @param window so many symbols in a row give it away, at least {@value #MIN_WINDOW}: as many as
 *     hold about 40 bits, so that pseudonyms and timestamps don't hold them by chance either
 */
public record Canary(String text, int window) {

  static final int MIN_WINDOW = 8;

  private static final int LETTERS = 10;
  private static final int DIGITS = 13;

  public Canary {
    if (window < MIN_WINDOW || text.length() < window || !text.chars().allMatch(c -> c < 0x80)) {
      throw new IllegalArgumentException(
          "canary of %d characters, window %d (expected: ASCII, %d <= window <= characters)"
              .formatted(text.length(), window, MIN_WINDOW));
    }
  }

  /** Random letters and digits. */
  public static Canary token(String text) {
    return new Canary(text, MIN_WINDOW);
  }

  /** Random letters. */
  public static Canary letters(String text) {
    return new Canary(text, LETTERS);
  }

  /** Random digits. */
  public static Canary digits(String text) {
    return new Canary(text, DIGITS);
  }

  /** Given away by all of it only. */
  public static Canary whole(String text) {
    return new Canary(text, text.length());
  }

  List<String> windows() {
    return IntStream.rangeClosed(0, text.length() - window)
        .mapToObj(from -> text.substring(from, from + window))
        .toList();
  }
}
