package dev.parallax.replayer.credentials;

import java.time.Duration;
import java.time.Instant;

/**
 * What an {@link Issuer} gave.
 *
 * @param header a secret
 * @param expires {@link Instant#MAX} if it is not known to
 */
record Token(HeaderLine header, Instant issued, Instant expires) {

  /** At most: a request takes its time. */
  private static final Duration BEFORE = Duration.ofSeconds(30);

  static Token lasting(HeaderLine header, Instant issued) {
    return new Token(header, issued, Instant.MAX);
  }

  /** Whether another one is to be had before it expires. */
  boolean isDue(Instant now) {
    if (expires.equals(Instant.MAX)) {
      return false;
    }
    Duration fifth = Duration.between(issued, expires).dividedBy(5);
    return !now.isBefore(expires.minus(fifth.compareTo(BEFORE) < 0 ? fifth : BEFORE));
  }

  boolean isExpired(Instant now) {
    return !now.isBefore(expires);
  }
}
