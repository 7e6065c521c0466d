package dev.parallax.bench.recorder;

import com.sun.management.ThreadMXBean;
import dev.parallax.proto.Deployment;
import dev.parallax.recorder.Recorder;
import dev.parallax.recorder.RecorderSettings;
import dev.parallax.recorder.capture.CaptureWorker;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A whole recorder, given exchanges as fast as it takes them. */
final class UnderLoad implements AutoCloseable {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final long MAX_BYTES_IN_FLIGHT = 16 << 20;
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private final Recorder recorder;
  private final long captureThread;

  private UnderLoad(Recorder recorder, long captureThread) {
    this.recorder = recorder;
    this.captureThread = captureThread;
  }

  /**
   * @param log closed with this
   */
  static UnderLoad of(EventLog log) {
    Set<Long> others = captureThreads();
    Recorder recorder =
        Recorder.start(
            new RecorderSettings(
                "shop",
                Deployment.newBuilder().setInstance("bench").build(),
                MAX_BYTES_IN_FLIGHT,
                Duration.ofSeconds(60),
                Duration.ofSeconds(30)),
            new Sanitiser(SanitisePolicy.strict(), PseudonymKey.of(new byte[32])),
            log);
    Set<Long> threads = captureThreads();
    threads.removeAll(others);
    return new UnderLoad(recorder, threads.iterator().next());
  }

  private static Set<Long> captureThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(CaptureWorker.THREAD_NAME))
        .map(Thread::threadId)
        .collect(Collectors.toSet());
  }

  /** What the capture thread takes for all of them, from the queue to the log. */
  Cost record(List<RawExchange> exchanges) {
    long start = THREADS.getThreadCpuTime(captureThread);
    long allocated = THREADS.getThreadAllocatedBytes(captureThread);
    long bodyBytes = 0;
    for (RawExchange exchange : exchanges) {
      long bytes = Traffic.bodyBytes(exchange);
      // Half of the room is left for what exchanges hold beside their bodies.
      while (recorder.bytesInFlight() > MAX_BYTES_IN_FLIGHT / 2
          || !recorder.tryReserve((int) bytes)) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      recorder.submit(exchange);
      bodyBytes += bytes;
    }
    while (recorder.bytesInFlight() > 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return new Cost(
        exchanges.size(),
        bodyBytes,
        (THREADS.getThreadCpuTime(captureThread) - start) / 1e3,
        (double) (THREADS.getThreadAllocatedBytes(captureThread) - allocated));
  }

  /** Once closed: those that were submitted and are not in the log. */
  long lost() {
    return recorder.totals().seen() - recorder.totals().captured();
  }

  @Override
  public void close() {
    recorder.close();
  }
}
