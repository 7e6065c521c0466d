package dev.parallax.comparator.noise;

/** What a divergence is put down to. In the order of a report. */
public enum Cause {
  /** Candidate differs from control beyond noise: the code. */
  REGRESSION,
  /** Candidate differs from what production answered, and there was no control to tell why. */
  UNATTRIBUTED,
  /** Candidate differs where the control did not, but too rarely to rule chance out. */
  SUSPECTED,
  /** Would count, but the gates or the run accept it, with a reason. */
  ACCEPTED,
  /** Control differs from what production answered: environment or data, not code. */
  SKEW,
  /** Two attempts at the same build differ. */
  NOISE
}
