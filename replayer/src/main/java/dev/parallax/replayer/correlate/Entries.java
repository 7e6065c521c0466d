package dev.parallax.replayer.correlate;

import dev.parallax.proto.Exchange;
import dev.parallax.replayer.correlate.place.Visitor;
import org.jspecify.annotations.Nullable;

/**
 * Stand-ins for values that no answer before gave: with those, traffic enters a recording. The same
 * for every leg and attempt, and in every process.
 */
@FunctionalInterface
public interface Entries {

  /**
   * @return is shown each value of the recorded request that nothing is bound to, and says what
   *     takes its place; null if none is replaced
   */
  @Nullable Visitor of(Exchange recorded);

  /** All is sent as it was recorded. */
  static Entries none() {
    return _ -> null;
  }
}
