package dev.parallax.recorder.log.kafka;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Counts events that were sent and not acknowledged, and those that failed. Thread-safe. */
final class InFlight {

  /** What failed since it was last taken; without a fault, nothing did. */
  record Failed(long events, @Nullable Exception last) {}

  private long inFlight;
  private long failed;
  private @Nullable Exception lastFault;

  synchronized void begin() {
    inFlight++;
  }

  synchronized void end(@Nullable Exception fault) {
    inFlight--;
    if (fault != null) {
      failed++;
      lastFault = fault;
    }
    notifyAll();
  }

  synchronized long count() {
    return inFlight;
  }

  synchronized Failed takeFailed() {
    Failed taken = new Failed(failed, lastFault);
    failed = 0;
    lastFault = null;
    return taken;
  }

  /**
   * @return whether no more than so many are in flight
   */
  synchronized boolean await(long atMost, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean interrupted = false;
    while (inFlight > atMost) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        break;
      }
      try {
        wait(left / 1_000_000 + 1);
      } catch (InterruptedException e) {
        interrupted = true;
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return inFlight <= atMost;
  }
}
