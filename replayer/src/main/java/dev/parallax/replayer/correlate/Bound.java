package dev.parallax.replayer.correlate;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Skip;

/** An exchange as one attempt is to send it. */
public sealed interface Bound {

  /**
   * With the leg's own values in it.
   *
   * @param back takes those out of the answer again
   */
  record Sendable(Exchange exchange, Restored back) implements Bound {}

  /** It needs what the leg did not give. */
  record Contaminated(Skip skip) implements Bound {}
}
