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

  public static Lifetime of(Exchange exchange) {
    long start = exchange.getStartedAtNanos();
    return new Lifetime(
        exchange.getDeployment().getInstance(),
        start,
        start + exchange.getTimings().getLastByteNanos());
  }

  /**
   * Whether it was whole before the other was sent. Of two instances, an overlap that is no longer
   * than their clocks may differ counts as none: to wait where nobody had to does no harm, and not
   * to wait where a client had does.
   */
  public boolean precedes(Lifetime other) {
    return instance.equals(other.instance)
        ? endNanos <= other.startNanos
        : startNanos < other.startNanos && endNanos <= other.startNanos + SKEW_NANOS;
  }
}
