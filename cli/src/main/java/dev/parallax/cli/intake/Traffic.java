package dev.parallax.cli.intake;

import dev.parallax.recorder.raw.RawExchange;

/** What stands next in a file of recorded traffic. */
public sealed interface Traffic {

  /** An exchange with a server. */
  record Seen(RawExchange exchange) implements Traffic {}

  /**
   * Something that can't be an exchange, or that no server had a part in.
   *
   * @param why fixed words, never captured text
   * @param where for people: the line, or the byte, that it begins at
   */
  record LeftOut(String why, String where) implements Traffic {}
}
