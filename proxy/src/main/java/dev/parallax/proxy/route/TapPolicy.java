package dev.parallax.proxy.route;

import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.raw.Keep;

/**
 * What the tap keeps of a route's exchanges.
 *
 * @param share of sessions to record, each whole; 0 copies nothing, 1 records all
 * @param maxBodyBytes of each body, at most this much is copied; what passes is not limited
 * @param keep what is recorded of sessions that the share leaves out
 * @param mode by which they are sanitised
 */
public record TapPolicy(double share, int maxBodyBytes, Keep keep, Mode mode) {

  public TapPolicy {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("tap: %s (expected: >= 0 and <= 1)".formatted(share));
    }
    if (maxBodyBytes < 0) {
      throw new IllegalArgumentException("maxBody: %d (expected: >= 0)".formatted(maxBodyBytes));
    }
  }

  /** The share of sessions and nothing besides, sanitised strictly. */
  public TapPolicy(double share, int maxBodyBytes) {
    this(share, maxBodyBytes, Keep.NOTHING, Mode.STRICT);
  }

  public boolean isOff() {
    return share == 0;
  }
}
