package dev.parallax.proxy.traffic;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * How promptly the event loops turn: each runs a task ten times a second, and tells how late it
 * was. An event loop that is late answers all its clients late.
 */
public final class LoopWatch {

  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final List<Beat> beats = new ArrayList<>();

  private LoopWatch() {}

  /** Watches until the loops end. */
  public static LoopWatch start(Iterable<EventExecutor> loops) {
    LoopWatch watch = new LoopWatch();
    for (EventExecutor loop : loops) {
      Beat beat = new Beat(loop);
      watch.beats.add(beat);
      beat.next();
    }
    return watch;
  }

  /** How late the tasks of all loops were. */
  public Durations lags() {
    return beats.stream().map(beat -> beat.lags.read()).reduce(Durations::plus).orElseThrow();
  }

  /** For how long the loop that is most overdue is so by now; 0 if none is. */
  public long overdueNanos() {
    long now = System.nanoTime();
    return beats.stream().mapToLong(beat -> Math.max(0, now - beat.dueNanos)).max().orElse(0);
  }

  private static final class Beat implements Runnable {

    private final EventExecutor loop;
    private final Histogram lags = new Histogram(Histogram.LAG_NANOS);
    private volatile long dueNanos;

    Beat(EventExecutor loop) {
      this.loop = loop;
    }

    @Override
    public void run() {
      lags.record(System.nanoTime() - dueNanos);
      next();
    }

    private void next() {
      dueNanos = System.nanoTime() + PERIOD_NANOS;
      try {
        var _ = loop.schedule(this, PERIOD_NANOS, TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        // The loop ends, and the watch with it.
        return;
      }
    }
  }
}
