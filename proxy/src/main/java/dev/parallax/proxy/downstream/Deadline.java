package dev.parallax.proxy.downstream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One deadline, moved often and met seldom. Confined to the event loop.
 *
 * <p>To move it later costs a read of the clock: the timer that is set finds out when it fires, and
 * sets itself anew.
 */
final class Deadline {

  private final EventLoop loop;
  private final Runnable onDue;

  private boolean armed;
  private long dueNanos;
  private @Nullable Future<?> timer;
  private long timerNanos;

  Deadline(EventLoop loop, Runnable onDue) {
    this.loop = loop;
    this.onDue = onDue;
  }

  void arm(Duration in) {
    long now = System.nanoTime();
    armed = true;
    dueNanos = now + in.toNanos();
    if (timer == null || dueNanos - timerNanos < 0) {
      cancelTimer();
      setTimer(now);
    }
  }

  void disarm() {
    armed = false;
  }

  /** To be called when the channel is gone. */
  void cancel() {
    armed = false;
    cancelTimer();
  }

  private void setTimer(long now) {
    timerNanos = dueNanos;
    timer = loop.schedule(this::fire, dueNanos - now, TimeUnit.NANOSECONDS);
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void fire() {
    timer = null;
    if (!armed) {
      return;
    }
    long now = System.nanoTime();
    if (dueNanos - now > 0) {
      setTimer(now);
    } else {
      armed = false;
      onDue.run();
    }
  }
}
