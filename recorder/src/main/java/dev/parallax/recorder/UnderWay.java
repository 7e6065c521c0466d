package dev.parallax.recorder;

import java.util.concurrent.TimeUnit;

/**
 * Sessions and when each was seen last: {@value #SESSIONS} at most, in 768 KiB. Where more are
 * under way, those seen longest ago are forgotten, of the few that share a place. Confined to one
 * thread.
 */
final class UnderWay {

  static final int SESSIONS = 1 << 16;

  /** Of each session, the places that it may have. */
  private static final int WAYS = 4;

  private static final int HEX = 16;

  private final long maxIdleSeconds;
  private final long[] sessions = new long[SESSIONS];

  /** Since the first nanosecond that was told, and one more: 0 is a free place. */
  private final int[] seen = new int[SESSIONS];

  private final long startNanos;

  /**
   * @param maxIdleNanos after which a session is no longer under way
   */
  UnderWay(long maxIdleNanos, long nowNanos) {
    maxIdleSeconds = TimeUnit.NANOSECONDS.toSeconds(maxIdleNanos);
    startNanos = nowNanos;
  }

  /**
   * @param session a pseudonym: {@code s-} and 16 hexadecimal digits
   */
  void saw(String session, long nowNanos) {
    long id = id(session);
    int place = place(id);
    int oldest = place;
    for (int i = place; i < place + WAYS; i++) {
      if (seen[i] > 0 && sessions[i] == id) {
        oldest = i;
        break;
      }
      oldest = seen[i] < seen[oldest] ? i : oldest;
    }
    sessions[oldest] = id;
    seen[oldest] = seconds(nowNanos);
  }

  /** Whether it was seen, and no longer ago than it may be idle. */
  boolean has(String session, long nowNanos) {
    long id = id(session);
    int place = place(id);
    for (int i = place; i < place + WAYS; i++) {
      if (seen[i] > 0 && sessions[i] == id) {
        return seconds(nowNanos) - seen[i] <= maxIdleSeconds;
      }
    }
    return false;
  }

  private int seconds(long nowNanos) {
    return (int) TimeUnit.NANOSECONDS.toSeconds(nowNanos - startNanos) + 1;
  }

  private static long id(String session) {
    return Long.parseUnsignedLong(session, session.length() - HEX, session.length(), HEX);
  }

  /** Pseudonyms are spread evenly. */
  private static int place(long id) {
    return (int) (id & (SESSIONS / WAYS - 1)) * WAYS;
  }
}
