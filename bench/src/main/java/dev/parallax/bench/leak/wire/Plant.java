package dev.parallax.bench.leak.wire;

import dev.parallax.bench.leak.place.Planned;

/**
 * An exchange to be sent.
 *
 * @param tag names it, in a header that the proxy lets pass
 */
public record Plant(String tag, Planned planned) {

  /** The header that has the tag. */
  public static final String HEADER = "x-cell";

  private static final int LETTERS = 26;

  /** Six letters, of which none is a number or a word. */
  public static String tag(int number) {
    StringBuilder tag = new StringBuilder("cell-");
    int rest = number;
    for (int i = 0; i < 6; i++) {
      tag.append((char) ('a' + rest % LETTERS));
      rest /= LETTERS;
    }
    return tag.toString();
  }
}
