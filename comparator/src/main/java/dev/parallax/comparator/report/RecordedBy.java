package dev.parallax.comparator.report;

import dev.parallax.proto.Sanitisation.Mode;
import java.util.Locale;

/**
 * How many of a run's exchanges were sanitised in one mode, by one policy.
 *
 * @param policyDigest names the policy, as the exchanges do; empty if they don't
 */
public record RecordedBy(Mode mode, String policyDigest, long exchanges) {

  /** In one word, for people. */
  String modeWord() {
    return mode == Mode.STRICT || mode == Mode.DETECT
        ? mode.name().toLowerCase(Locale.ROOT)
        : "unknown mode";
  }
}
