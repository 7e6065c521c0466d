package dev.parallax.bench.recorder;

import com.sun.management.ThreadMXBean;
import dev.parallax.proto.Deployment;
import dev.parallax.proto.Selection;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.sanitize.Provenance;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import java.lang.management.ManagementFactory;
import org.HdrHistogram.Histogram;

/**
 * How long one exchange takes to be sanitised, each another one: by the clock, which the collector,
 * compilers and whoever else runs are part of, and by the thread's own processor time.
 *
 * @param clock nanoseconds
 * @param cpu nanoseconds
 */
record Latency(Histogram clock, Histogram cpu) {

  private static final int WARM_UP = 15_000;
  private static final int MEASURED = 20_000;
  private static final long BATCH_BYTES = 4 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Latency of(Traffic traffic) {
    Sanitiser sanitiser = new Sanitiser(SanitisePolicy.strict(), PseudonymKey.of(new byte[32]));
    Provenance provenance =
        new Provenance("shop", Deployment.getDefaultInstance(), Selection.getDefaultInstance());
    Histogram clock = new Histogram(3);
    Histogram cpu = new Histogram(3);
    int done = 0;
    for (long seed = 1; done < WARM_UP + MEASURED; seed++) {
      for (RawExchange raw : traffic.exchanges(seed, BATCH_BYTES)) {
        long began = System.nanoTime();
        long cpuBegan = THREADS.getCurrentThreadCpuTime();
        var sanitised = sanitiser.exchange(raw, provenance);
        long cpuTook = THREADS.getCurrentThreadCpuTime() - cpuBegan;
        long took = System.nanoTime() - began;
        if (++done > WARM_UP && sanitised.event().hasResponse()) {
          cpu.recordValue(cpuTook);
          clock.recordValue(took);
        }
      }
    }
    return new Latency(clock, cpu);
  }

  static double micros(Histogram of, double percentile) {
    return of.getValueAtPercentile(percentile) / 1e3;
  }
}
