package dev.parallax.recorder.raw;

/**
 * What the proxy's configuration says of where an exchange went.
 *
 * @param upstream host:port of the server behind; empty if no route applied
 * @param share of sessions of this route that are to be recorded, above 0 and at most 1
 */
public record RawRoute(String upstream, double share) {

  public RawRoute {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share: %s (expected: > 0 and <= 1)".formatted(share));
    }
  }
}
