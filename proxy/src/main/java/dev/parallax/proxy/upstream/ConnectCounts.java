package dev.parallax.proxy.upstream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Connections to one upstream since the start. Any thread. */
public final class ConnectCounts {

  private final AtomicLong opened = new AtomicLong();
  private final Map<UpstreamFailure, Long> failed = new ConcurrentHashMap<>();

  void opened() {
    opened.incrementAndGet();
  }

  void failed(UpstreamFailure why) {
    failed.merge(why, 1L, Long::sum);
  }

  public long openedCount() {
    return opened.get();
  }

  /** Of those that failed for that reason, whether or not anybody still waited for them. */
  public long failedCount(UpstreamFailure why) {
    return failed.getOrDefault(why, 0L);
  }
}
