package dev.parallax.proxy.warning;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * One warning, logged at most once per interval, with the number of those held back since. Any
 * thread.
 */
public final class LimitedWarning {

  private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

  private final Logger log;
  private final String message;
  private final LongSupplier nanoTime;
  private final AtomicLong dueNanos;
  private final AtomicLong heldBack = new AtomicLong();

  /**
   * @param message a constant
   */
  public LimitedWarning(Logger log, String message) {
    this(log, message, System::nanoTime);
  }

  LimitedWarning(Logger log, String message, LongSupplier nanoTime) {
    this.log = log;
    this.message = message;
    this.nanoTime = nanoTime;
    dueNanos = new AtomicLong(nanoTime.getAsLong());
  }

  /**
   * @param value never what a client or the upstream sent
   */
  public void warn(String key, Object value) {
    long now = nanoTime.getAsLong();
    long due = dueNanos.get();
    if (now - due < 0 || !dueNanos.compareAndSet(due, now + INTERVAL_NANOS)) {
      heldBack.incrementAndGet();
      return;
    }
    log.atWarn()
        .addKeyValue(key, value)
        .addKeyValue("heldBack", heldBack.getAndSet(0))
        .log(message);
  }

  /** Names the error's class only: its message could carry what was sent. */
  public void warn(Throwable error) {
    warn("error", error.getClass().getName());
  }
}
