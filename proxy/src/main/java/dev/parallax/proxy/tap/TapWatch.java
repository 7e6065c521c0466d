package dev.parallax.proxy.tap;

import dev.parallax.proxy.tap.TapBudget.Reading;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures what the tap costs, and keeps it within its budget.
 *
 * <p>Under load a small random share of requests passes uncopied: by comparison with them it is
 * known what a client waits for because of the tap. With little traffic nothing is bypassed, since
 * a comparison would say nothing, and a short recording would have holes.
 *
 * <p>{@link #admit}, {@link #recorded} and {@link #bypassed} are called on event loops: they wait
 * for nobody. A thread of its own reads the cost each second.
 */
public final class TapWatch implements AutoCloseable {

  /** What becomes of an exchange. */
  enum Admission {
    RECORD,
    BYPASS,
    SHED
  }

  private static final Logger LOG = LoggerFactory.getLogger(TapWatch.class);
  private static final long TICK_NANOS = Duration.ofSeconds(1).toNanos();

  /** Requests per second from which on some are bypassed. */
  private static final int COMPARING_RATE = 200;

  private final Delays delays = new Delays();
  private final LongSupplier nanoTime;
  private final LongSupplier cpuSinceLast;
  private final LongAdder requests = new LongAdder();
  private final LongAdder recorded = new LongAdder();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("parallax-tap-watch").daemon().factory());

  private volatile TapSettings settings;
  private volatile boolean comparing;
  private volatile TapBudget budget = TapBudget.full();
  private volatile TapReport report = new TapReport(0, 0, Optional.empty(), 1, false);

  // Of the ticker's thread.
  private long requestsBefore;
  private long cpuNanos;
  private long tickedNanos;

  /**
   * @param nanoTime a clock such as {@link System#nanoTime}
   * @param cpuSinceLast processor time, in nanoseconds, that recording took since it was last asked
   */
  TapWatch(TapSettings settings, LongSupplier nanoTime, LongSupplier cpuSinceLast) {
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.cpuSinceLast = cpuSinceLast;
    tickedNanos = nanoTime.getAsLong();
  }

  /** Watches until it is closed. */
  public static TapWatch start(TapSettings settings) {
    TapWatch watch = new TapWatch(settings, System::nanoTime, new RecordingCpu()::takeNanos);
    if (settings.enabled()) {
      var _ =
          watch.ticker.scheduleWithFixedDelay(
              watch::guardedTick, TICK_NANOS, TICK_NANOS, TimeUnit.NANOSECONDS);
    }
    return watch;
  }

  /**
   * Watches by another budget from now on. Where that is another one than before, a tap that sheds,
   * or has turned itself off, begins anew. Whether the tap is on at all does not change.
   */
  public void reload(TapSettings next) {
    ticker.execute(() -> goBy(next.withEnabled(settings.enabled())));
  }

  private void goBy(TapSettings next) {
    TapSettings before = settings;
    settings = next;
    if (next.maxCpu() != before.maxCpu() || !next.maxDelay().equals(before.maxDelay())) {
      if (budget.off() || sheds()) {
        LOG.atInfo().log("tap records all again: what it may cost has changed");
      }
      budget = TapBudget.full();
    }
  }

  /**
   * @param client what tells clients apart: all of one are shed, or none
   */
  Admission admit(int client) {
    requests.increment();
    TapBudget now = budget;
    if (now.off() || (now.keep() < 1 && unit(client) >= now.keep())) {
      return Admission.SHED;
    }
    return comparing && ThreadLocalRandom.current().nextDouble() < settings.bypassShare()
        ? Admission.BYPASS
        : Admission.RECORD;
  }

  /** Whether {@link #admit} looks at the client. */
  boolean sheds() {
    return budget.keep() < 1;
  }

  /** A recorded exchange was served, in so long. */
  void recorded(long nanos) {
    recorded.increment();
    if (comparing) {
      delays.recorded(nanos);
    }
  }

  /** A bypassed exchange was served, in so long. */
  void bypassed(long nanos) {
    delays.bypassed(nanos);
  }

  /** As of the last second. */
  public TapReport report() {
    return report;
  }

  @Override
  public void close() {
    ticker.shutdown();
  }

  // A tick that fails must not end the next ones.
  private void guardedTick() {
    try {
      tick();
    } catch (RuntimeException | Error e) {
      LOG.atWarn().addKeyValue("error", e.getClass().getName()).log("tap's cost was not read");
    }
  }

  /** A second or so is over. */
  void tick() {
    long now = nanoTime.getAsLong();
    double seconds = (now - tickedNanos) / 1e9;
    tickedNanos = now;
    long count = requests.sum();
    comparing = settings.bypassShare() > 0 && (count - requestsBefore) / seconds >= COMPARING_RATE;
    requestsBefore = count;
    long taken = cpuSinceLast.getAsLong();
    cpuNanos += taken;
    Optional<Delay> delay = delays.window();
    TapBudget before = budget;
    budget = before.after(new Reading(taken / 1e9 / seconds, delay, comparing), settings);
    tell(before, budget, taken / 1e9 / seconds, delay);
    long done = recorded.sum();
    report =
        new TapReport(
            done, done == 0 ? 0 : cpuNanos / 1e3 / done, delays.all(), budget.keep(), budget.off());
  }

  private static void tell(TapBudget before, TapBudget now, double cpus, Optional<Delay> delay) {
    if (now.off() && !before.off()) {
      LOG.atWarn()
          .addKeyValue("cpus", cpus)
          .log(
              "tap turned off until what it may cost is changed, or the proxy started again: it costs too much");
    } else if (now.keep() < 1 && before.keep() == 1) {
      LOG.atWarn()
          .addKeyValue("cpus", cpus)
          .addKeyValue("delayMicros", delay.map(d -> d.medianNanos() / 1e3).orElse(0.0))
          .log("tap sheds: it costs more than it may");
    } else if (now.keep() == 1 && before.keep() < 1) {
      LOG.atInfo().log("tap sheds no more");
    }
  }

  /** Spreads hashes evenly over [0, 1), by the finisher of MurmurHash3. */
  private static double unit(int hash) {
    int mixed = hash;
    mixed = (mixed ^ (mixed >>> 16)) * 0x85EB_CA6B;
    mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2_AE35;
    mixed ^= mixed >>> 16;
    return (mixed >>> 1) * 0x1.0p-31;
  }
}
