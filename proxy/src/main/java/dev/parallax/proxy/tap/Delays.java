package dev.parallax.proxy.tap;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * The times of requests that were recorded and of those that were bypassed. {@link #recorded} and
 * {@link #bypassed} may be called on any thread and wait for nobody; the rest is confined to one.
 */
final class Delays {

  private static final long LEAST_NANOS = 100;
  private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int DIGITS = 3;

  /** Of each kind, before a window says anything. */
  private static final int MIN_COUNT = 200;

  private final Recorder recorded = new Recorder(LEAST_NANOS, MOST_NANOS, DIGITS);
  private final Recorder bypassed = new Recorder(LEAST_NANOS, MOST_NANOS, DIGITS);
  private final Histogram recordedWindow = new Histogram(LEAST_NANOS, MOST_NANOS, DIGITS);
  private final Histogram bypassedWindow = new Histogram(LEAST_NANOS, MOST_NANOS, DIGITS);
  private final Histogram recordedAll = new Histogram(LEAST_NANOS, MOST_NANOS, DIGITS);
  private final Histogram bypassedAll = new Histogram(LEAST_NANOS, MOST_NANOS, DIGITS);

  void recorded(long nanos) {
    recorded.recordValue(Math.min(nanos, MOST_NANOS));
  }

  void bypassed(long nanos) {
    bypassed.recordValue(Math.min(nanos, MOST_NANOS));
  }

  /** What came since the last window that said something; empty while it is too little. */
  Optional<Delay> window() {
    collect(recorded, recordedWindow, recordedAll);
    collect(bypassed, bypassedWindow, bypassedAll);
    if (Math.min(recordedWindow.getTotalCount(), bypassedWindow.getTotalCount()) < MIN_COUNT) {
      return Optional.empty();
    }
    Delay delay = Delay.between(recordedWindow, bypassedWindow);
    recordedWindow.reset();
    bypassedWindow.reset();
    return Optional.of(delay);
  }

  /** From the start on, up to the last call of {@link #window}; empty if that is too little. */
  Optional<Delay> all() {
    return Math.min(recordedAll.getTotalCount(), bypassedAll.getTotalCount()) < MIN_COUNT
        ? Optional.empty()
        : Optional.of(Delay.between(recordedAll, bypassedAll));
  }

  private static void collect(Recorder from, Histogram window, Histogram all) {
    Histogram came = from.getIntervalHistogram();
    window.add(came);
    all.add(came);
  }
}
