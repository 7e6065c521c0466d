package dev.parallax.proxy.downstream;

import dev.parallax.proxy.headers.ResponseHeaders.Framing;
import dev.parallax.proxy.upstream.UpstreamStream;
import org.jspecify.annotations.Nullable;

/**
 * How far an exchange is.
 *
 * <pre>
 *   Connecting ──▶ Awaiting ──▶ Responding ──▶ Over
 *        ▲            │  stale       │
 *        └────────────┘              └ any phase ends in Over: refused, aborted, cut off, handed over
 * </pre>
 */
sealed interface Phase {

  Connecting CONNECTING = new Connecting();
  Over OVER = new Over();

  /** What is there for this exchange alone. */
  @Nullable UpstreamStream upstream();

  /** No connection yet. */
  record Connecting() implements Phase {
    @Override
    public @Nullable UpstreamStream upstream() {
      return null;
    }
  }

  /** The request is on its way, no response is. */
  record Awaiting(UpstreamStream upstream) implements Phase {}

  /**
   * @param keepAlive whether the client was told that its connection stays
   */
  record Responding(UpstreamStream upstream, Framing framing, boolean keepAlive) implements Phase {}

  /** Told to the tap, and of no upstream any more. */
  record Over() implements Phase {
    @Override
    public @Nullable UpstreamStream upstream() {
      return null;
    }
  }
}
