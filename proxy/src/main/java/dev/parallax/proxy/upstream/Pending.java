package dev.parallax.proxy.upstream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Those that wait for a connection, first come first served. Confined to the event loop. */
final class Pending {

  private final EventLoop loop;
  private final int max;
  private final long timeoutNanos;
  private final Map<UpstreamListener, Future<?>> waiting = new LinkedHashMap<>();

  Pending(EventLoop loop, int max, long timeoutNanos) {
    this.loop = loop;
    this.max = max;
    this.timeoutNanos = timeoutNanos;
  }

  /** Tells it later that upstream is busy, unless it is {@link #next} or {@link #leave}s before. */
  boolean tryAdd(UpstreamListener listener) {
    if (waiting.size() >= max) {
      return false;
    }
    waiting.put(
        listener, loop.schedule(() -> expire(listener), timeoutNanos, TimeUnit.NANOSECONDS));
    return true;
  }

  /** The one that waits longest, taken out; null if none does. */
  @Nullable UpstreamListener next() {
    if (waiting.isEmpty()) {
      return null;
    }
    UpstreamListener first = waiting.keySet().iterator().next();
    leave(first);
    return first;
  }

  int size() {
    return waiting.size();
  }

  void leave(UpstreamListener listener) {
    Future<?> timer = waiting.remove(listener);
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void expire(UpstreamListener listener) {
    waiting.remove(listener);
    listener.upstreamFailed(UpstreamFailure.BUSY);
  }
}
