package dev.parallax.cli.explain;

import dev.parallax.recorder.sanitize.Decision;
import dev.parallax.recorder.sanitize.Decision.Fate;

/**
 * Which captured values are shown.
 *
 * @param all also those that are not recorded
 */
public record Values(boolean all) {

  boolean shows(Decision decision) {
    return all || decision.fate() == Fate.KEPT;
  }

  /** The value, or how long it is. */
  String shown(Decision decision) {
    if (shows(decision) || decision.raw().isEmpty()) {
      return decision.raw();
    }
    int characters = decision.raw().codePointCount(0, decision.raw().length());
    return "(%d character%s)".formatted(characters, characters == 1 ? "" : "s");
  }
}
