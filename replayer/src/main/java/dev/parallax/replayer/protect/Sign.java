package dev.parallax.replayer.protect;

import java.time.Duration;

/** What an attempt says of how its leg is, besides its outcome. */
public sealed interface Sign {

  /** The leg took it, however it answered. */
  record Taken() implements Sign {}

  /**
   * The leg has too much to do.
   *
   * @param status that says so: 503 or 429
   * @param asked how long it asks not to be sent anything; zero if it does not say
   */
  record Busy(int status, Duration asked) implements Sign {}

  /**
   * The leg could not be spoken to, or fell silent: no answer that a build gives.
   *
   * @param why in fixed words
   */
  record Failed(String why) implements Sign {}
}
