package dev.parallax.comparator.noise;

import java.util.TreeMap;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The exchanges in which exactly one of two attempts differs from the base: the candidate's, or the
 * control's second. Were the candidate the control's equal, each would be as likely as the other
 * (McNemar's exact test, one-sided).
 *
 * <p>At most one exchange of a session counts, so that one odd client is one piece of evidence: of
 * several, the one with the lowest hash. Sessions past {@value #MAX_SESSIONS} are left out by hash.
 */
final class Discordance {

  /** Fewer discordant pairs cannot reach p = .01, whichever way they fall (Tarone). */
  static final int MIN_PAIRS = 7;

  static final int MAX_SESSIONS = 20_000;

  /** Session hash to exchange hash, the last bit of which says who differs. */
  private final TreeMap<Long, Long> sessions = new TreeMap<>(Long::compareUnsigned);

  void add(long session, long exchange, boolean candidateDiffers) {
    put(session, (exchange & ~1L) | (candidateDiffers ? 1 : 0));
  }

  void merge(Discordance that) {
    that.sessions.forEach(this::put);
  }

  private void put(long session, long pair) {
    sessions.merge(session, pair, (a, b) -> Long.compareUnsigned(a, b) <= 0 ? a : b);
    if (sessions.size() > MAX_SESSIONS) {
      sessions.pollLastEntry();
    }
  }

  /** Pairs in which only the candidate differs. */
  long candidate() {
    return sessions.values().stream().filter(pair -> (pair & 1) == 1).count();
  }

  /** Pairs in which only the control's second attempt differs. */
  long control() {
    return sessions.size() - candidate();
  }

  /** The probability of as many candidate's pairs or more by chance. */
  double pValue() {
    int candidate = Math.toIntExact(candidate());
    return candidate == 0
        ? 1
        : BinomialDistribution.of(sessions.size(), 0.5).survivalProbability(candidate - 1);
  }
}
