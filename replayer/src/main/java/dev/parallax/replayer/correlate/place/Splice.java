package dev.parallax.replayer.correlate.place;

import org.jspecify.annotations.Nullable;

/** A text of which ranges are replaced, from front to back. */
final class Splice {

  private final String text;
  private final StringBuilder out = new StringBuilder();
  private int copied;

  Splice(String text) {
    this.text = text;
  }

  void replace(int from, int to, String by) {
    out.append(text, copied, from).append(by);
    copied = to;
  }

  /** Null if nothing was replaced. */
  @Nullable String end() {
    return copied == 0 && out.isEmpty() ? null : out.append(text, copied, text.length()).toString();
  }
}
