package dev.parallax.recorder.capture;

import dev.parallax.proto.Exchange;
import dev.parallax.recorder.sanitize.EventCap;
import dev.parallax.recorder.sanitize.Sanitised;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reduces exchanges that are larger than the log takes, and counts them. One that does not fit
 * without its bodies either is left as it is: the log refuses it, and says why. Confined to the
 * worker's thread, but for the count.
 */
final class Fitting {

  private final LogFeed log;
  private final AtomicLong reduced = new AtomicLong();

  Fitting(LogFeed log) {
    this.log = log;
  }

  Sanitised<Exchange> fit(Sanitised<Exchange> exchange) {
    Optional<Sanitised<Exchange>> fitting = EventCap.fit(exchange, log.maxEventBytes());
    if (fitting.isPresent() && fitting.get() != exchange) {
      reduced.incrementAndGet();
    }
    return fitting.orElse(exchange);
  }

  /** How many were reduced; on any thread. */
  long reduced() {
    return reduced.get();
  }
}
