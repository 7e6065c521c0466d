package dev.parallax.proxy.route;

import dev.parallax.proto.Sanitisation.Mode;

/**
 * What the tap keeps of a route's exchanges.
 *
 * @param share of sessions to record, each whole; 0 copies nothing, 1 records all
 * @param maxBodyBytes of each body, at most this much is copied; what passes is not limited
 * @param mode by which they are sanitised
 */
public record TapPolicy(double share, int maxBodyBytes, Mode mode) {

  public TapPolicy {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("tap: %s (expected: >= 0 and <= 1)".formatted(share));
    }
    if (maxBodyBytes < 0) {
      throw new IllegalArgumentException("maxBody: %d (expected: >= 0)".formatted(maxBodyBytes));
    }
  }

  /** Sanitised strictly. */
  public TapPolicy(double share, int maxBodyBytes) {
    this(share, maxBodyBytes, Mode.STRICT);
  }

  public boolean isOff() {
    return share == 0;
  }
}
