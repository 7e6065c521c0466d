package dev.parallax.recorder.raw;

import dev.parallax.proto.Sanitisation.Mode;

/**
 * What the proxy's configuration says of where an exchange went.
 *
 * @param upstream host:port of the server behind; empty if no route applied
 * @param share of sessions of this route that are to be recorded, above 0 and at most 1
 * @param keep what is recorded of the other sessions
 * @param mode by which it is sanitised
 */
public record RawRoute(String upstream, double share, Keep keep, Mode mode) {

  public RawRoute {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share: %s (expected: > 0 and <= 1)".formatted(share));
    }
  }

  /** The share of sessions and nothing besides, sanitised strictly. */
  public RawRoute(String upstream, double share) {
    this(upstream, share, Keep.NOTHING, Mode.STRICT);
  }
}
