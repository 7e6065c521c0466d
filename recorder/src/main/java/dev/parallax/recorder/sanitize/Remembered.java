package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Leaf;
import dev.parallax.recorder.recent.Recent;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What became of a whole text of one place before, and the leaves that this left: host names, paths
 * and the like come again and again.
 *
 * <p>Only for a scope that {@link Scope#repeats}.
 */
record Remembered(String text, List<Leaf> leaves) {

  /** Longer texts are not worth their memory. */
  static final int MAX_CHARS = 256;

  Remembered {
    leaves = List.copyOf(leaves);
  }

  /** What {@code sanitise} makes of the text, now or before. */
  static String of(
      Recent<String, Remembered> recent,
      Scope scope,
      String text,
      BiFunction<Scope, String, String> sanitise) {
    if (!scope.repeats() || text.length() > MAX_CHARS) {
      return sanitise.apply(scope, text);
    }
    Remembered known = recent.find(text);
    if (known == null) {
      Scope alone = Scope.of(scope.side(), new Leaves());
      known = new Remembered(sanitise.apply(alone, text), alone.leaves().all());
      recent.put(text, known);
    }
    scope.leaves().addAll(known.leaves());
    return known.text();
  }
}
