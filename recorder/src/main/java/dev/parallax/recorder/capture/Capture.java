package dev.parallax.recorder.capture;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.raw.RawExchange;

/**
 * Where a tap hands exchanges over. No method blocks or throws; all may be called from any thread.
 *
 * <p>Each exchange that the proxy saw is told to exactly one of {@link #submit} and {@link #count},
 * so that the ledger accounts for all.
 */
public interface Capture {

  /**
   * An exchange begins, of which is told later what became of it; but for one that is refused
   * before a request head could be read. A process that is killed meanwhile leaves open whether it
   * was answered.
   */
  default void begin() {}

  /**
   * Takes body bytes out of the budget of bytes in flight, before the tap copies them.
   *
   * @return false if the budget does not hold them: the tap then cuts its copy short
   */
  boolean tryReserve(int bytes);

  /** The budget of bytes in flight: what can be reserved, all together. */
  long maxBytes();

  /** Returns bytes that were reserved and will not be submitted. */
  void release(int bytes);

  /**
   * Hands an exchange over, with the reservation of what its bodies hold. Full means dropped and
   * counted.
   */
  void submit(RawExchange exchange);

  /**
   * Counts an exchange that is not submitted: the tap is off, bypassed or over its budget, failed
   * to record it, or the proxy refused it before a request head could be read.
   */
  void count(Fate fate);

  /** The one capture that records nothing, for a proxy with its tap off. */
  static Capture none() {
    return NoCapture.INSTANCE;
  }
}
