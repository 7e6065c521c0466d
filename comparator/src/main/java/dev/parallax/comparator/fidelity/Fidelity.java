package dev.parallax.comparator.fidelity;

/**
 * The certificate of a run: how truly it sent what was recorded. Times are nanoseconds, rates
 * exchanges per second of the run's first round, which is the one that goes by the recording.
 *
 * @param sent exchanges whose sending was measured
 * @param error from when an exchange was to be sent to when it was, the first attempt of each
 * @param limitNanos above which a p99 of that makes response times tell of the replayer, too
 * @param overtaking exchanges that were sent although one of their session, which had completed
 *     before them in production, was still under way
 * @param plannedRate of the recording, at the run's speed; 0 where that is {@code max}, or unknown
 * @param achievedRate 0 where too few were sent to tell
 * @param sessions of the exchanges in the run
 * @param wholeSessions of those, in which every exchange was sent
 * @param copies which count in all of the above
 */
public record Fidelity(
    long sent,
    SendError error,
    long limitNanos,
    long overtaking,
    double plannedRate,
    double achievedRate,
    long sessions,
    long wholeSessions,
    Copies copies) {

  /**
   * @param p50Nanos by nearest rank, as the others
   */
  public record SendError(long p50Nanos, long p99Nanos, long maxNanos) {
    static final SendError NONE = new SendError(0, 0, 0);
  }

  /** Of a run in which nothing was sent. */
  public static Fidelity none() {
    return new Fidelity(
        0, SendError.NONE, FidelityFold.LEAST_LIMIT_NANOS, 0, 0, 0, 0, 0, Copies.NONE);
  }

  /** Whether response times say something about the builds, rather than about the replayer. */
  public boolean isFitForLatency() {
    return error.p99Nanos() <= limitNanos;
  }
}
