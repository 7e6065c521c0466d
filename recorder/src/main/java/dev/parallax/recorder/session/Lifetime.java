package dev.parallax.recorder.session;

import dev.parallax.proto.Exchange;

/**
 * When an exchange was under way in production, by the clock of the instance that recorded it.
 *
 * @param instance empty where it is not known: one clock then
 * @param startNanos since the Unix epoch
 * @param endNanos when its answer was whole; the duration was measured without that clock
 */
public record Lifetime(String instance, long startNanos, long endNanos) {

  /** Clocks of two instances may differ by so much, as of machines that keep theirs by NTP. */
  public static final long SKEW_NANOS = 10_000_000;

  /**
   * Above it, waiting can do harm: a long poll ends because of what was sent while it was open, and
   * would be waited for by that.
   */
  private static final long SHORT_NANOS = 10 * SKEW_NANOS;

  public static Lifetime of(Exchange exchange) {
    long start = exchange.getStartedAtNanos();
    return new Lifetime(
        exchange.getDeployment().getInstance(),
        start,
        start + exchange.getTimings().getLastByteNanos());
  }

  /** Whether it was whole before the other was sent, by the clocks that recorded them. */
  public boolean endedBefore(Lifetime other) {
    return endNanos <= other.startNanos;
  }

  /**
   * Whether the other is to wait for it: it was whole before, or may have been. Of two instances,
   * an overlap that is no longer than their clocks may differ counts as none, if this one took no
   * more than ten times that: not to wait where a client had to does harm, and to wait a moment
   * where nobody had to does little.
   */
  public boolean precedes(Lifetime other) {
    return endedBefore(other)
        || (!instance.equals(other.instance)
            && endNanos - startNanos <= SHORT_NANOS
            && startNanos < other.startNanos
            && endNanos <= other.startNanos + SKEW_NANOS);
  }
}
