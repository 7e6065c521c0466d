package dev.parallax.comparator.noise;

import dev.parallax.proto.Divergence.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Which kind names a finding where one location differs in several ways. */
final class Severity {

  private static final List<Kind> WORST_FIRST =
      List.of(
          Kind.OUTCOME,
          Kind.MISSING,
          Kind.TYPE,
          Kind.EXTRA,
          Kind.LENGTH,
          Kind.VALUE,
          Kind.ORDER,
          Kind.REPRESENTATION);

  private Severity() {}

  static Kind worst(Set<Kind> kinds) {
    return kinds.stream().min(Comparator.comparingInt(WORST_FIRST::indexOf)).orElseThrow();
  }
}
