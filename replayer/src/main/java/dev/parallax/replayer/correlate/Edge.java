package dev.parallax.replayer.correlate;

import dev.parallax.replayer.correlate.place.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of a request that responses before it gave.
 *
 * @param sources the latest first, of which one is enough; never empty
 * @param target where the request has it
 * @param value as recorded; empty if a rule binds whatever stands there
 * @param score more is surer: bits of the value, a name that fits, and how few gave it
 * @param why in a few words
 * @param noun what the value is of, where it says too little by itself; null else
 */
record Edge(
    List<Source> sources,
    Place target,
    String value,
    double score,
    String why,
    @Nullable Noun noun) {

  /** Where a response has it. */
  record Source(Product product, Place place) {}

  Edge {
    sources = List.copyOf(sources);
  }

  Source source() {
    return sources.getFirst();
  }

  /** Whether the request means the same without it: a condition on what the client has already. */
  boolean optional() {
    return target.part().equals("header") && target.steps().get(1).startsWith("if-");
  }

  boolean isCookie() {
    return target.part().equals("cookie");
  }
}
