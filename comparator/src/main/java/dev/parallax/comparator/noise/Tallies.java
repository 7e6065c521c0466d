package dev.parallax.comparator.noise;

import dev.parallax.proto.Divergence.Kind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** One tally for each kind of divergence. */
final class Tallies {

  private static final Tally NONE = new Tally();

  private final Map<Kind, Tally> byKind = new EnumMap<>(Kind.class);

  Tally of(Kind kind) {
    return byKind.computeIfAbsent(kind, _ -> new Tally());
  }

  /** What was tallied of that kind; not to be added to. */
  Tally get(Kind kind) {
    return byKind.getOrDefault(kind, NONE);
  }

  Set<Kind> kinds() {
    return Collections.unmodifiableSet(byKind.keySet());
  }

  boolean isEmpty() {
    return byKind.isEmpty();
  }

  void merge(Tallies that) {
    that.byKind.forEach((kind, tally) -> of(kind).merge(tally));
  }
}
