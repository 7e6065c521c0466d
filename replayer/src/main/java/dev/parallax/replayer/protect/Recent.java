package dev.parallax.replayer.protect;

import java.util.BitSet;

/** Which of a leg's last attempts failed. */
final class Recent {

  private final BreakerRule rule;
  private final BitSet failed;
  private long seen;

  Recent(BreakerRule rule) {
    this.rule = rule;
    this.failed = new BitSet(rule.attempts());
  }

  void add(boolean itFailed) {
    if (!rule.isOff()) {
      failed.set((int) (seen++ % rule.attempts()), itFailed);
    }
  }

  /** Whether there are as many as are looked at, and too many of them failed. */
  boolean isTooMuch() {
    return !rule.isOff()
        && seen >= rule.attempts()
        && 100L * failures() >= (long) rule.percent() * rule.attempts();
  }

  int failures() {
    return failed.cardinality();
  }

  void forget() {
    failed.clear();
    seen = 0;
  }
}
