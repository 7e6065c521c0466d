package dev.parallax.replayer;

import dev.parallax.proto.OffsetRange;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunRequested;
import dev.parallax.proto.RunStarted;
import dev.parallax.proto.ShareFinished;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.SelectedReader;
import dev.parallax.recorder.log.kafka.Done;
import dev.parallax.recorder.log.kafka.HomeDone;
import dev.parallax.recorder.log.kafka.HomeProgress;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.log.kafka.RunOffsets;
import dev.parallax.recorder.log.kafka.Waits;
import dev.parallax.replayer.plan.Pace;
import dev.parallax.replayer.plan.RunClock;
import dev.parallax.replayer.runlog.OutcomesOnly;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.runlog.RunEnd;
import dev.parallax.replayer.runlog.RunLog;
import dev.parallax.replayer.runlog.RunLogWriter;
import dev.parallax.replayer.runlog.RunSigns;
import dev.parallax.replayer.source.OpenedReader;
import dev.parallax.replayer.source.ReplaySource;
import dev.parallax.replayer.source.ShareProgress;
import dev.parallax.replayer.source.SourceExchange;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker's share of a run: the exchanges of some partitions, and of sessions in others that are
 * linked to theirs, through all rounds, their outcomes into the log, and word of each partition
 * that is done.
 *
 * <p>Offsets are committed for completed exchanges only: when all outcomes of one are acknowledged.
 * A partition may be taken away at any time; what is under way of it is then left to whoever gets
 * it, and what both have sent is told apart by the worker's name.
 *
 * <p>{@link #run} blocks its thread until the share is done; all else may be called from any.
 */
final class Share {

  private static final Logger LOG = LoggerFactory.getLogger(Share.class);
  private static final long COMMIT_MILLIS = 1_000;

  private final KafkaEvents events;
  private final RunTask task;
  private final RunSigns signs;
  private final RunClock clock = RunClock.now();

  /** Those that it still has. */
  private final Set<Integer> held = ConcurrentHashMap.newKeySet();

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable ShareProgress progress;
  private volatile @Nullable Dispatch dispatch;

  /**
   * @param name of this share, unique in the run
   */
  Share(KafkaEvents events, RunTask task, String name, Set<Integer> partitions) {
    this.events = events;
    this.task = task;
    this.signs = new RunSigns(task.settings().runId(), name);
    held.addAll(partitions);
  }

  /** The partitions that it was given and still has. */
  Set<Integer> partitions() {
    return Set.copyOf(held);
  }

  /** Leaves a partition to others. */
  void abandon(int partition) {
    held.remove(partition);
  }

  /** Leaves all to others, and gives up what is under way. */
  void stop() {
    held.clear();
    Dispatch running = dispatch;
    if (running != null) {
      running.end(RunEnd.early("stopped"));
    }
  }

  /**
   * @throws LegFailed if a leg is taken for dead: the run is to be ended
   * @throws IOException if the log could not be read or written: what is not committed is then to
   *     be done by another share
   */
  void run(ProgressListener listener) throws IOException, InterruptedException {
    try (RunOffsets offsets = events.runOffsets(signs.runId());
        EventLog log = new OutcomesOnly(events.append(Waits.run(), listener::warned))) {
      progress = begin(offsets);
      Thread committer = Thread.ofVirtual().start(() -> commitUntilEnded(offsets));
      try {
        send(log, listener);
      } finally {
        ended.countDown();
        committer.join();
      }
      commit(offsets);
    }
  }

  /** Each partition from where it was left, by this or another worker. */
  private ShareProgress begin(RunOffsets offsets) throws IOException {
    Set<Integer> given = partitions();
    return new ShareProgress(
        task.homes(),
        task.requested().getLog().getExchangesList(),
        given,
        offsets.committed(given));
  }

  private void send(EventLog log, ProgressListener listener)
      throws IOException, InterruptedException {
    RunRequested requested = task.requested();
    long planned = requested.getExchanges() * task.settings().rounds().count();
    RunLog runLog = new RunLog(log, task.sanitiser(), signs, clock, planned, this::kept);
    RunLogWriter writer = RunLogWriter.start(runLog, listener);
    try (writer) {
      writer.append(
          RunEvent.newBuilder()
              .setStarted(
                  RunStarted.newBuilder()
                      .setWorker(signs.worker())
                      .setGrpcDescriptors(task.settings().grpcDescriptors())));
      Dispatch sending =
          new Dispatch(
              task.settings(),
              this::pace,
              task.legs(),
              new Outcomes(signs, clock),
              writer,
              this::ours);
      dispatch = sending;
      sending.run(source());
      writer.flush();
      // All is in the log by now: what was sent, and what was skipped since.
      task.requireLegs();
      Map<Integer, Long> ends = events.outcomeEnds();
      partitions().forEach(home -> tellIfDone(home, ends, writer));
    }
  }

  private void tellIfDone(int home, Map<Integer, Long> outcomeEnds, RunLogWriter writer) {
    HomeProgress of = progress().of(home);
    of.readAll();
    if (of.isDone()) {
      Done done = of.done().own();
      ShareFinished.Builder finished =
          ShareFinished.newBuilder()
              .setWorker(signs.worker())
              .setPartition(home)
              .setExchanges(done.exchanges())
              .setOutcomes(done.outcomes())
              .setOutcomesTo(outcomeEnds.getOrDefault(home, 0L));
      if (task.requested().getLog().getLinkedCount() > 0) {
        outcomeEnds.forEach(
            (partition, end) ->
                finished.addOutcomeEnds(
                    OffsetRange.newBuilder().setPartition(partition).setTo(end)));
      }
      writer.append(RunEvent.newBuilder().setShare(finished));
    }
  }

  private Pace pace() {
    return new Pace(
        task.settings().speed(),
        RunRequests.span(task.requested()),
        clock.monotonicAt(task.beginsAtNanos()));
  }

  /**
   * What is read is open until it is done. Where values are bound, it is read from the first record
   * each time: what is done already has given some.
   */
  private ReplaySource source() {
    AtomicBoolean firstTime = new AtomicBoolean(true);
    boolean whole = !task.settings().rules().off();
    return () -> {
      ShareProgress share = progress();
      Set<Integer> own = partitions();
      EventReader all =
          events.exchanges(share.ranges(own, whole), firstTime.getAndSet(false) ? own : Set.of());
      return new OpenedReader(
          new SelectedReader(
              new ProductionWatch(all, task.settings()), task.settings().selection()),
          share,
          held::isEmpty,
          whole);
    };
  }

  private boolean ours(SourceExchange exchange) {
    ShareProgress share = progress();
    return held.contains(share.home(exchange)) && share.isOpen(exchange);
  }

  /**
   * What was skipped since a leg failed is not done: if this is killed before it says so, others go
   * on.
   */
  private void kept(SourceExchange exchange, int outcomes) {
    if (!task.hasLostALeg()) {
      progress().done(exchange, outcomes);
    }
  }

  /** Of a share that has begun. */
  private ShareProgress progress() {
    return Objects.requireNonNull(progress);
  }

  private void commitUntilEnded(RunOffsets offsets) {
    try {
      while (!ended.await(COMMIT_MILLIS, TimeUnit.MILLISECONDS)) {
        commit(offsets);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One that fails costs no more than work done twice, and the next one covers it. */
  private void commit(RunOffsets offsets) {
    Map<Integer, HomeDone> done = new TreeMap<>();
    partitions().forEach(home -> done.put(home, progress().of(home).done()));
    if (done.isEmpty()) {
      return;
    }
    try {
      offsets.commit(done);
    } catch (IOException e) {
      // The log's own words.
      LOG.atWarn().addKeyValue("error", e.getMessage()).log("offsets not committed");
    }
  }
}
