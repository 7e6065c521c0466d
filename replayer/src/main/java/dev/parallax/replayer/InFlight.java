package dev.parallax.replayer;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Places for exchanges under way, given in the order in which they are asked for. Who has one has
 * at most one attempt under way at a time. Thread-safe.
 */
final class InFlight {

  private final int places;
  private final Semaphore free;
  private int waiting;

  InFlight(int places) {
    this.places = places;
    this.free = new Semaphore(places, true);
  }

  void acquire() throws InterruptedException {
    // With a time, even none, it does not overtake those that wait.
    if (free.tryAcquire(0, TimeUnit.NANOSECONDS)) {
      return;
    }
    waiting(1);
    try {
      free.acquire();
    } finally {
      waiting(-1);
    }
  }

  void release() {
    free.release();
  }

  /**
   * Blocks while as many wait for a place as there are places: where no time is set, whoever comes
   * then would only wait, too, and take memory.
   */
  synchronized void awaitFewWaiting() throws InterruptedException {
    while (waiting >= places) {
      wait();
    }
  }

  private synchronized void waiting(int more) {
    waiting += more;
    if (waiting == places - 1) {
      notifyAll();
    }
  }
}
