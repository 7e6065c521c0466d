package dev.parallax.replayer.protect;

import java.time.Duration;

/**
 * What a run keeps to, so that its targets stand it.
 *
 * @param maxRate of attempts at each leg
 * @param longestPause that a leg gets when it asks for time; zero if it gets none
 */
public record Protection(MaxRate maxRate, Duration longestPause) {

  public Protection {
    if (longestPause.isNegative()) {
      throw new IllegalArgumentException(
          "replay.backOff: %d ms (expected: >= 0 ms)".formatted(longestPause.toMillis()));
    }
  }

  /** No bound on the rate, and pauses of at most 30 s. */
  public static Protection defaults() {
    return new Protection(MaxRate.none(), Duration.ofSeconds(30));
  }

  /** Whatever comes. */
  public static Protection none() {
    return new Protection(MaxRate.none(), Duration.ZERO);
  }
}
