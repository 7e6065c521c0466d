package dev.parallax.replayer.plan;

import java.util.Set;

/**
 * What may be sent besides GET, HEAD and OPTIONS: see {@link Routes} for how it is named.
 *
 * @param writes may change something, and are sent once to each leg
 * @param safe change nothing, whatever their method says, and are sent as often as a GET
 */
public record Permitted(Set<String> writes, Set<String> safe) {

  public Permitted {
    writes = Set.copyOf(writes);
    safe = Set.copyOf(safe);
    Routes _ = new Routes("replay.writes", writes);
    Routes _ = new Routes("replay.safe", safe);
  }

  /** Safe methods only. */
  public static Permitted none() {
    return new Permitted(Set.of(), Set.of());
  }

  Routes writeRoutes() {
    return new Routes("replay.writes", writes);
  }

  Routes safeRoutes() {
    return new Routes("replay.safe", safe);
  }
}
