package dev.parallax.recorder;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.capture.ByteBudget;
import dev.parallax.recorder.capture.Capture;
import dev.parallax.recorder.capture.CaptureQueue;
import dev.parallax.recorder.capture.CaptureWorker;
import dev.parallax.recorder.capture.Clocks;
import dev.parallax.recorder.capture.Closings;
import dev.parallax.recorder.capture.Endpoints;
import dev.parallax.recorder.capture.LogFeed;
import dev.parallax.recorder.capture.RecordStep;
import dev.parallax.recorder.capture.Unsettled;
import dev.parallax.recorder.endpoint.LivePaths;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.ledger.LedgerJournal;
import dev.parallax.recorder.ledger.TallyFiles;
import dev.parallax.recorder.log.CountedLog;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.LogCounts;
import dev.parallax.recorder.raw.ExchangeId;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.sample.KeptCounts;
import dev.parallax.recorder.sample.Sampler;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Records what a tap hands over: the wiring from the hand-off to the log.
 *
 * <p>Accounts for each exchange exactly once; what is submitted after {@link #close} is counted as
 * lost in the totals, but the log's ledger has ended by then.
 */
public final class Recorder implements Capture, AutoCloseable {

  /** What part of the bytes in flight may be of exchanges that were sampled out just now. */
  private static final int LOOK_BACK_PART = 8;

  private final ByteBudget budget;
  private final long maxBytesInFlight;
  private final String process;
  private final CountedLog log;
  private final CaptureQueue queue;
  private final Ledger ledger;
  private final Sampler sampler;
  private final RecordStep step;
  private final CaptureWorker worker;
  private final Duration shutdownTimeout;
  private final KeyEpochs epochs;
  private final LivePaths paths;
  private volatile Optional<String> closeFault = Optional.empty();

  private Recorder(
      RecorderSettings settings,
      Sanitiser sanitiser,
      EventLog to,
      TallyFiles tallies,
      Clocks clocks) {
    shutdownTimeout = settings.shutdownTimeout();
    // In the order in which data flows.
    maxBytesInFlight = settings.maxBytesInFlight();
    budget = new ByteBudget(maxBytesInFlight);
    Instant start = clocks.wall().instant();
    RandomGenerator random = new SplittableRandom();
    // An instance may be restarted under its name: the process is what numbers its entries.
    process = settings.deployment().getInstance() + "/" + ExchangeId.create(start, random);
    epochs =
        new KeyEpochs(
            settings.service(), sanitiser, new Deployments(settings.deployment(), process), clocks);
    queue = new CaptureQueue(budget);
    Closings closings = new Closings(tallies.left(start));
    ledger = new Ledger(tallies.create(settings.service(), process, start));
    LedgerJournal journal = new LedgerJournal(ledger, settings.service(), process, start, random);
    Unsettled unsettled = new Unsettled(ledger);
    log = new CountedLog(to);
    LogFeed feed =
        new LogFeed(log, journal, closings, unsettled, settings.ledgerInterval(), clocks);
    Sanitiser strict = epochs.strict();
    paths = new LivePaths(strict.learned(), strict.words(), strict.hints());
    Endpoints endpoints = new Endpoints(paths, epochs, settings.service(), process, clocks);
    sampler = new Sampler(new SplittableRandom().nextLong(), clocks.nanoTime());
    step =
        new RecordStep(
            sampler,
            epochs,
            feed,
            unsettled,
            endpoints,
            queue,
            maxBytesInFlight / LOOK_BACK_PART,
            clocks);
    worker = CaptureWorker.start(queue, step, feed, unsettled, clocks);
  }

  /**
   * Starts recording. Each exchange is sanitised in the mode of its route, whichever the
   * sanitiser's own is.
   *
   * @param log where events go; closed with the recorder. May block: only the worker waits for it.
   */
  public static Recorder start(RecorderSettings settings, Sanitiser sanitiser, EventLog log) {
    return start(settings, sanitiser, log, TallyFiles.none());
  }

  /**
   * The same, with an account that survives the process, however it ends.
   *
   * @param tallies what earlier processes left there is told to the log
   */
  public static Recorder start(
      RecorderSettings settings, Sanitiser sanitiser, EventLog log, TallyFiles tallies) {
    return new Recorder(settings, sanitiser, log, tallies, Clocks.system());
  }

  @Override
  public void begin() {
    ledger.tally().begin();
  }

  @Override
  public boolean tryReserve(int bytes) {
    return budget.tryReserve(bytes);
  }

  @Override
  public long maxBytes() {
    return maxBytesInFlight;
  }

  @Override
  public void release(int bytes) {
    budget.release(bytes);
  }

  @Override
  public void submit(RawExchange exchange) {
    ledger.tally().see();
    queue
        .offer(exchange)
        .ifPresent(lost -> ledger.count(Ledger.UNCLASSIFIED, lost, Unsettled.wireBytes(exchange)));
  }

  @Override
  public void count(Fate fate) {
    if (fate == Fate.REFUSED_UNREAD) {
      begin();
    }
    ledger.tally().see();
    ledger.count(Ledger.UNCLASSIFIED, fate, 0);
  }

  /**
   * From here on, what is not sanitised yet is sanitised by {@code policy}, with the same keys, and
   * said to come from {@code deployment}. Each exchange tells its policy by a digest.
   */
  public void reload(Deployment deployment, SanitisePolicy policy) {
    epochs.reload(policy, new Deployments(deployment, process));
    Sanitiser strict = epochs.strict();
    paths.configure(strict.words(), strict.hints());
  }

  /**
   * From here on, paths are named by what the log knows of them already, and what is mined goes on
   * from there. Any thread.
   */
  public void adopt(TemplateSet known) {
    paths.adopt(known);
  }

  /**
   * Sessions that begin from here on are sanitised under another key; those that are under way keep
   * the one before for up to 30 minutes, after which it is overwritten. To be called on the thread
   * that calls {@link #reload}.
   *
   * @return empty if it is the key already
   */
  public Optional<KeyChange> rotate(PseudonymKey key) {
    return epochs.rotate(key);
  }

  public RecorderTotals totals() {
    return new RecorderTotals(ledger.totals());
  }

  /** How many were seen so far; those that are under way to the log have no fate yet. */
  public long seen() {
    return ledger.tally().seen();
  }

  /**
   * What became of them by endpoint.
   *
   * @param max endpoints that are told one by one, see {@link Ledger#byEndpoint}
   */
  public Map<String, Map<Fate, Long>> byEndpoint(int max) {
    return ledger.byEndpoint(max);
  }

  /** Captured exchanges of which a word in the path may not be told. */
  public long unclassified() {
    return ledger.count(Ledger.UNCLASSIFIED, Fate.CAPTURED);
  }

  /** How many exchanges were chosen to be recorded, by why. */
  public KeptCounts kept() {
    return sampler.counts();
  }

  /**
   * Bytes between the tap and the log: 0 when all that was submitted is done with. What was sampled
   * out may be among them for half a minute.
   */
  public long bytesInFlight() {
    return budget.reservedBytes();
  }

  /** How many exchanges were recorded without a body, since they were larger than the log takes. */
  public long reduced() {
    return step.reduced();
  }

  /** What became of the events that the log was given. */
  public LogCounts logCounts() {
    return log.counts();
  }

  /**
   * Records what is queued, within the shutdown timeout, counts the rest as lost, and closes the
   * log. May block; a second call does nothing more.
   */
  @Override
  public void close() {
    closeFault = worker.close(shutdownTimeout);
  }

  /**
   * Why the log may not hold all that was given to it, in the words of its fault; empty if {@link
   * #close} closed it cleanly, or was not called yet.
   */
  public Optional<String> closeFault() {
    return closeFault;
  }
}
