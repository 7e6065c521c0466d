package dev.parallax.bench.recorder;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What some exchanges took of one thread: its own processor time, so that what else runs on the
 * machine counts as little as it can.
 *
 * @param bodyBytes of both bodies of all exchanges, as they came
 */
record Cost(long exchanges, long bodyBytes, double micros, double allocatedBytes) {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  double microsEach() {
    return micros / exchanges;
  }

  double allocatedEach() {
    return allocatedBytes / exchanges;
  }

  double megabytesPerSecond() {
    return bodyBytes / micros;
  }

  /** The calling thread's processor time so far. */
  static long threadNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** What the calling thread takes for it. */
  static Cost of(long exchanges, long bodyBytes, Runnable work) {
    long start = THREADS.getCurrentThreadCpuTime();
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return new Cost(
        exchanges,
        bodyBytes,
        (THREADS.getCurrentThreadCpuTime() - start) / 1e3,
        (double) (THREADS.getCurrentThreadAllocatedBytes() - allocated));
  }
}
