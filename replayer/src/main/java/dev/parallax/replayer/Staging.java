package dev.parallax.replayer;

import dev.parallax.replayer.rewrite.Rewrites;

/**
 * What staging wants otherwise than production, so that recorded requests mean there what they
 * meant.
 *
 * @param rewrites rules that change requests
 */
public record Staging(Rewrites rewrites) {

  /** Takes all as it was recorded. */
  public static Staging likeProduction() {
    return new Staging(Rewrites.none());
  }
}
