package dev.parallax.comparator.noise;

/** What a divergence is put down to. */
public enum Cause {
  /** Candidate differs from control beyond noise: the code. */
  REGRESSION,
  /** Two attempts at the same build differ. */
  NOISE,
  /** Control differs from what production answered: environment or data, not code. */
  SKEW,
  /** Candidate differs from what production answered, and there was no control to tell why. */
  UNATTRIBUTED
}
