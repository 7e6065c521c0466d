package dev.parallax.replayer;

import dev.parallax.replayer.credentials.Credentials;
import dev.parallax.replayer.rewrite.Rewrites;
import org.jspecify.annotations.Nullable;

/**
 * What staging wants otherwise than production, so that recorded requests mean there what they
 * meant.
 *
 * @param rewrites rules that change requests
 * @param credentials as whom they are sent; of a worker, its own
 * @param reset before the run; null for none, as workers have it
 */
public record Staging(Rewrites rewrites, Credentials credentials, @Nullable ResetHook reset) {

  /** Takes all as it was recorded. */
  public static Staging likeProduction() {
    return new Staging(Rewrites.none(), Credentials.none(), null);
  }
}
