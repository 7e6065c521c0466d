package dev.parallax.proxy.tap;

import dev.parallax.recorder.capture.CaptureWorker;
import dev.parallax.recorder.log.kafka.KafkaLog;
import dev.parallax.recorder.log.spool.SpooledLog;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Processor time of the threads that only recording needs: the capture worker, and Kafka's sender.
 * What the event loops do for the tap, and the garbage collector, is not in it. Confined to one
 * thread.
 */
final class RecordingCpu {

  private static final List<String> NAMES =
      List.of(CaptureWorker.THREAD_NAME, KafkaLog.SENDER_THREAD_PREFIX, SpooledLog.THREAD_NAME);

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private Map<Long, Long> before = new HashMap<>();

  /** Nanoseconds since the last call; 0 where the JVM does not tell. */
  long takeNanos() {
    if (!threads.isThreadCpuTimeSupported()) {
      return 0;
    }
    Map<Long, Long> now = new HashMap<>();
    long taken = 0;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && NAMES.stream().anyMatch(thread.getThreadName()::startsWith)) {
        long nanos = Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
        now.put(thread.getThreadId(), nanos);
        taken += nanos - before.getOrDefault(thread.getThreadId(), 0L);
      }
    }
    before = now;
    return Math.max(0, taken);
  }
}
