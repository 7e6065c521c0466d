package dev.parallax.replayer.runlog;

import dev.parallax.replayer.source.SourceExchange;

/** Told, on any thread, when all outcomes of an exchange are in the log for good. */
@FunctionalInterface
public interface Kept {

  /** Must not block. */
  void kept(SourceExchange exchange, int outcomes);

  static Kept unheard() {
    return (_, _) -> {};
  }
}
