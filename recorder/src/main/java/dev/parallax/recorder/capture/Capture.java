package dev.parallax.recorder.capture;

import dev.parallax.recorder.raw.RawExchange;

/**
 * Where a tap hands exchanges over. No method blocks or throws; all may be called from any thread.
 *
 * <p>Each exchange that the proxy saw is told to exactly one of {@link #submit}, {@link
 * #passedUntapped}, {@link #tapFailed} and {@link #refusedUnread}, so that the ledger accounts for
 * all.
 */
public interface Capture {

  /**
   * Takes body bytes out of the budget of bytes in flight, before the tap copies them.
   *
   * @return false if the budget does not hold them: the tap then cuts its copy short
   */
  boolean tryReserve(int bytes);

  /** Returns bytes that were reserved and will not be submitted. */
  void release(int bytes);

  /**
   * Hands an exchange over, with the reservation of its captured body bytes. Full means dropped and
   * counted.
   */
  void submit(RawExchange exchange);

  /** Counts an exchange that passed while the tap was off. */
  void passedUntapped();

  /** Counts an exchange that the tap failed to record. */
  void tapFailed();

  /**
   * Counts an exchange that the proxy refused before a request head could be read: malformed or too
   * large.
   */
  void refusedUnread();

  /** The one capture that records nothing, for a proxy with its tap off. */
  static Capture none() {
    return NoCapture.INSTANCE;
  }
}
