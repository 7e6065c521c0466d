package dev.parallax.replayer;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Skip;
import dev.parallax.replayer.amplify.AmplifiedExchanges;
import dev.parallax.replayer.amplify.CopiedEntries;
import dev.parallax.replayer.correlate.Bindings;
import dev.parallax.replayer.correlate.Correlation;
import dev.parallax.replayer.plan.Arm;
import dev.parallax.replayer.plan.Pace;
import dev.parallax.replayer.plan.Replayable;
import dev.parallax.replayer.plan.Rounds;
import dev.parallax.replayer.plan.SessionOrder;
import dev.parallax.replayer.plan.Speed;
import dev.parallax.replayer.runlog.Result;
import dev.parallax.replayer.runlog.RunEnd;
import dev.parallax.replayer.runlog.RunLogWriter;
import dev.parallax.replayer.runlog.Settled;
import dev.parallax.replayer.source.Exchanges;
import dev.parallax.replayer.source.ReplaySource;
import dev.parallax.replayer.source.SourceExchange;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through the exchanges, round by round, and starts a {@link Sending} for each when it is due.
 *
 * <p>An open loop: due times come from the recording alone, and a slow answer holds back its own
 * session only. What is under way is bounded by {@link #AHEAD_BYTES}; when that is used up, or the
 * run log can't keep up, starting waits, which shows as lag and not as memory.
 */
final class Dispatch {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

  /**
   * Of exchanges that were started and are not done, most of them waiting for their session: 256
   * MiB, or an eighth of a small heap.
   */
  private static final int AHEAD_BYTES =
      (int) Math.min(256 << 20, Runtime.getRuntime().maxMemory() / 8);

  /** What an exchange costs in memory besides its serialised size. */
  private static final int FIXED_BYTES = 16 << 10;

  private final ReplaySettings settings;
  private final Supplier<Pace> firstPace;
  private final RunLogWriter writer;
  private final Predicate<SourceExchange> ours;
  private final Rounds rounds;
  private final Replayable replayable;
  private final Legs legs;
  private final Outcomes outcomes;
  private final SessionOrder<Sending> order = new SessionOrder<>();
  private final Correlation correlation;

  /** What was started and is not done, by exchange. */
  private final Map<String, Sending> open = new ConcurrentHashMap<>();

  private final Semaphore aheadBytes = new Semaphore(AHEAD_BYTES);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile RunEnd end = RunEnd.whole();
  private volatile @Nullable ExecutorService senders;
  private volatile Runnable whenEnded = () -> {};

  /**
   * @param firstPace of the first round, asked for when its first exchange is at hand: what it took
   *     to find that is no lag. Later rounds go at {@code max}
   * @param ours whether an exchange is to be sent, and its outcomes to be written, by this one: may
   *     change while it runs
   */
  Dispatch(
      ReplaySettings settings,
      Supplier<Pace> firstPace,
      Legs legs,
      Outcomes outcomes,
      RunLogWriter writer,
      Predicate<SourceExchange> ours) {
    this.settings = settings;
    this.firstPace = firstPace;
    this.legs = legs;
    this.outcomes = outcomes;
    this.writer = writer;
    this.ours = ours;
    this.rounds = settings.rounds();
    this.replayable = new Replayable(settings.permitted());
    this.correlation =
        new Correlation(
            settings.rules(),
            rounds,
            CopiedEntries.of(settings.pools().entries(), settings.runId()));
  }

  /** All rounds; each begins when the one before is done. */
  void run(ReplaySource source) throws IOException, InterruptedException {
    legs.protector().whenTripped(because -> end(RunEnd.legFailed(because)));
    Pace pace = null;
    for (int round = 1; round <= rounds.count(); round++) {
      correlation.begin(round);
      try (AmplifiedExchanges exchanges =
              new AmplifiedExchanges(
                  Exchanges.open(source, settings.window()), settings.amplify());
          ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        senders = threads;
        SourceExchange next = exchanges.next();
        pace =
            pace == null
                ? firstPace.get()
                : new Pace(new Speed.Max(), pace.recorded(), System.nanoTime());
        for (; next != null; next = exchanges.next()) {
          if (ours.test(next)) {
            dispatch(next, round, pace, threads);
          } else {
            // What it gave is known to nobody here: whatever needs that is contaminated.
            var _ = correlation.read(next.exchange(), true);
          }
        }
        if (round == 1 && exchanges.late() > 0) {
          LOG.atWarn()
              .addKeyValue("exchanges", exchanges.late())
              .log("recorded too far out of order to be sent in order");
        }
        if (correlation.forgotten() > 0) {
          LOG.atWarn()
              .addKeyValue("forgotten", correlation.forgotten())
              .log("sessions too many, or too long, to bind all of their values");
        }
      }
    }
  }

  /** Stops sending: attempts under way are given up, and the rest is skipped. Any thread. */
  void end(RunEnd how) {
    if (end.isWhole()) {
      end = how;
    }
    ended.countDown();
    ExecutorService threads = senders;
    if (threads != null) {
      threads.shutdownNow();
    }
    whenEnded.run();
  }

  /** Told when it is ended before its end: what never ends by itself is to end then. */
  void whenEnded(Runnable listener) {
    whenEnded = listener;
  }

  /** Whether it was ended before its end, and why. */
  RunEnd end() {
    return end;
  }

  private void dispatch(SourceExchange next, int round, Pace pace, ExecutorService threads)
      throws InterruptedException {
    Exchange exchange = next.exchange();
    Optional<Skip> skip = replayable.whyNot(exchange);
    boolean once = skip.isPresent() || replayable.mayWrite(exchange);
    Bindings bindings = correlation.read(exchange, once);
    List<Arm> arms = rounds.arms(exchange.getId(), round, once);
    if (arms.isEmpty()) {
      return;
    }
    boolean last = rounds.isLast(round, once);
    int settles = last ? rounds.count() - round + 1 : 1;
    if (skip.isPresent()) {
      settle(next, arms, skip.get(), settles, last);
      return;
    }
    int bytes = Math.min(AHEAD_BYTES, FIXED_BYTES + exchange.getSerializedSize());
    aheadBytes.acquire(bytes);
    if (pace.speed() instanceof Speed.Max) {
      legs.inFlight().awaitFewWaiting();
    }
    awaitUntil(pace.dueNanos(exchange.getStartedAtNanos(), System.nanoTime()));
    if (writer.hasFailed()) {
      end(RunEnd.early("the run log could not be written"));
    }
    Sending sending =
        new Sending(
            next,
            bindings,
            arms,
            pace,
            legs,
            outcomes,
            (done, results) -> {
              order.done(exchange, done);
              open.remove(next.id());
              bindings.done();
              settle(new Settled(next, results, settles, last));
              aheadBytes.release(bytes);
            });
    bindings.hold();
    sending.waitFor(predecessors(exchange, bindings, sending));
    open.put(next.id(), sending);
    if (!started(sending, threads)) {
      open.remove(next.id());
      order.done(exchange, sending);
      bindings.done();
      aheadBytes.release(bytes);
      settle(next, arms, Outcomes.RUN_ENDED, settles, last);
    }
  }

  /** Of its session; and those of others that give what it needs. */
  private Set<Sending> predecessors(Exchange exchange, Bindings bindings, Sending sending) {
    Set<Sending> before = new LinkedHashSet<>(order.place(exchange, sending));
    for (String giver : bindings.givers()) {
      Sending pending = open.get(giver);
      if (pending != null) {
        before.add(pending);
      }
    }
    return before;
  }

  private boolean started(Sending sending, ExecutorService threads) {
    if (ended.getCount() == 0) {
      return false;
    }
    try {
      threads.execute(sending);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private void settle(
      SourceExchange exchange, List<Arm> arms, Skip skip, int settles, boolean last) {
    List<Result> results = arms.stream().map(arm -> outcomes.skipped(exchange, arm, skip)).toList();
    settle(new Settled(exchange, results, settles, last));
  }

  /** What was taken away meanwhile is sent again by somebody else. */
  private void settle(Settled settled) {
    if (ours.test(settled.exchange())) {
      writer.settle(settled);
    }
  }

  private void awaitUntil(long dueNanos) throws InterruptedException {
    for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
      if (ended.await(left, TimeUnit.NANOSECONDS)) {
        return;
      }
    }
  }
}
