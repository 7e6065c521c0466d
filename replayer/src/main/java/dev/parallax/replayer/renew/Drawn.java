package dev.parallax.replayer.renew;

import dev.parallax.recorder.hash.Hash;
import dev.parallax.replayer.plan.Arm;
import java.util.HexFormat;

/**
 * What looks random and is the same each time: 64-bit numbers drawn from texts. For values that
 * must differ, not for secrets.
 */
record Drawn(long seed) {

  /** For what all sendings of an exchange have in common. */
  static Drawn of(String exchangeId) {
    return new Drawn(Hash.of(Hash.SEED, exchangeId));
  }

  /** For one attempt at a leg, whatever the exchange. */
  static Drawn of(String runId, Arm arm) {
    return new Drawn(Hash.of(Hash.SEED, runId + ' ' + arm.leg().getNumber() + ' ' + arm.attempt()));
  }

  Drawn and(String text) {
    return new Drawn(Hash.of(seed, text));
  }

  /** The number of that index; another for each. */
  long number(int index) {
    return Hash.mix(seed + index * 0x9E37_79B9_7F4A_7C15L);
  }

  /** 16 digits for each number from that index on. */
  String hex(int index, int numbers) {
    StringBuilder hex = new StringBuilder(16 * numbers);
    for (int i = 0; i < numbers; i++) {
      // No id of a trace may be all zero.
      hex.append(HexFormat.of().toHexDigits(number(index + i) | 1));
    }
    return hex.toString();
  }
}
