package dev.parallax.replayer.protect;

import java.time.Duration;

/**
 * What a run keeps to, so that its targets stand it.
 *
 * @param maxRate of attempts at each leg
 * @param longestPause that a leg gets when it asks for time; zero if it gets none
 * @param breaker when a leg is taken for dead, and the run ends
 */
public record Protection(MaxRate maxRate, Duration longestPause, BreakerRule breaker) {

  public Protection {
    if (longestPause.isNegative()) {
      throw new IllegalArgumentException(
          "replay.backOff: %d ms (expected: >= 0 ms)".formatted(longestPause.toMillis()));
    }
  }

  /** No bound on the rate, pauses of at most 30 s, and an end where 90 % of 50 attempts fail. */
  public static Protection defaults() {
    return new Protection(MaxRate.none(), Duration.ofSeconds(30), BreakerRule.defaults());
  }

  /** Whatever comes. */
  public static Protection none() {
    return new Protection(MaxRate.none(), Duration.ZERO, BreakerRule.off());
  }
}
