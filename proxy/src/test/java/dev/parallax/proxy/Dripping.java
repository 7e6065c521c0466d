package dev.parallax.proxy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends the same little again and again, until it is closed or can't any more. */
final class Dripping implements AutoCloseable {

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Wire wire;
  private final String drop;
  private final Duration period;

  Dripping(Wire wire, String drop, Duration period) {
    this.wire = wire;
    this.drop = drop;
    this.period = period;
  }

  void start() {
    var _ = timer.scheduleAtFixedRate(this::drip, 0, period.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void drip() {
    try {
      wire.send(drop);
    } catch (IOException e) {
      timer.shutdown();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
