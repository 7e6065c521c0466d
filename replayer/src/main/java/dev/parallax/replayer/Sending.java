package dev.parallax.replayer;

import dev.parallax.proto.Request;
import dev.parallax.proto.Skip;
import dev.parallax.replayer.correlate.Bindings;
import dev.parallax.replayer.correlate.Bound;
import dev.parallax.replayer.correlate.Restored;
import dev.parallax.replayer.credentials.Authorised;
import dev.parallax.replayer.credentials.NoCredentials;
import dev.parallax.replayer.plan.Arm;
import dev.parallax.replayer.plan.Pace;
import dev.parallax.replayer.plan.Script;
import dev.parallax.replayer.plan.Speed;
import dev.parallax.replayer.protect.Passage;
import dev.parallax.replayer.protect.Turn;
import dev.parallax.replayer.renew.Renewed;
import dev.parallax.replayer.runlog.Result;
import dev.parallax.replayer.send.Answer;
import dev.parallax.replayer.source.SourceExchange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One exchange in one round, on a virtual thread of its own: waits for its session's predecessors
 * and for its turn among those in flight, then sends its arms one after another, so that the legs
 * don't load each other at the same instant.
 *
 * <p>An interrupt ends it: the arms that have no answer by then are skipped. Whatever else breaks
 * it off, there is one result for each arm.
 */
final class Sending implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

  private final SourceExchange exchange;
  private final Bindings bindings;
  private final List<Arm> arms;
  private final Pace pace;
  private final Legs legs;
  private final Outcomes outcomes;
  private final BiConsumer<Sending, List<Result>> whenDone;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile long doneNanos;
  private Collection<Sending> before = List.of();

  Sending(
      SourceExchange exchange,
      Bindings bindings,
      List<Arm> arms,
      Pace pace,
      Legs legs,
      Outcomes outcomes,
      BiConsumer<Sending, List<Result>> whenDone) {
    this.exchange = exchange;
    this.bindings = bindings;
    this.arms = arms;
    this.pace = pace;
    this.legs = legs;
    this.outcomes = outcomes;
    this.whenDone = whenDone;
  }

  /** To be called before it is run. */
  void waitFor(Collection<Sending> predecessors) {
    before = predecessors;
  }

  @Override
  public void run() {
    List<Result> results = new ArrayList<>();
    Skip rest = Outcomes.BROKEN_OFF;
    boolean inFlight = false;
    try {
      long readyNanos = awaitPredecessors();
      legs.inFlight().acquire();
      inFlight = true;
      // Having waited for room is lag where the recording sets the pace; at max, room does.
      long intendedNanos =
          pace.intendedNanos(
              exchange.exchange().getStartedAtNanos(), readyNanos, System.nanoTime());
      try (Passage _ = legs.protector().enter()) {
        for (Arm arm : arms) {
          results.add(send(arm, intendedNanos));
          intendedNanos = System.nanoTime();
        }
      }
    } catch (InterruptedException e) {
      rest = Outcomes.RUN_ENDED;
    } finally {
      for (Arm arm : arms.subList(results.size(), arms.size())) {
        results.add(outcomes.skipped(exchange, arm, rest));
      }
      doneNanos = System.nanoTime();
      done.countDown();
      whenDone.accept(this, results);
      if (inFlight) {
        legs.inFlight().release();
      }
    }
  }

  /** When the last of them was done. */
  private long awaitPredecessors() throws InterruptedException {
    long lastNanos = pace.beginNanos();
    for (Sending predecessor : before) {
      predecessor.done.await();
      lastNanos = Math.max(lastNanos, predecessor.doneNanos);
    }
    // Or else a session's last one would hold all that came before.
    before = List.of();
    return lastNanos;
  }

  private Result send(Arm arm, long intendedNanos) throws InterruptedException {
    try {
      return switch (bindings.at(arm)) {
        case Bound.Contaminated contaminated ->
            outcomes.skipped(exchange, arm, contaminated.skip());
        case Bound.Sendable bound -> sendInTurn(arm, intendedNanos, bound);
      };
    } catch (NoCredentials e) {
      return outcomes.skipped(exchange, arm, Outcomes.NO_CREDENTIALS);
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("exchange", exchange.id())
          .addKeyValue("error", e.getClass().getName())
          .log("request not written");
      return outcomes.skipped(exchange, arm, Outcomes.NOT_SENDABLE);
    }
  }

  /** To wait for a turn is lag, but at max, where the bound on the rate is the pace. */
  private Result sendInTurn(Arm arm, long plannedNanos, Bound.Sendable bound)
      throws NoCredentials, InterruptedException {
    Request common = legs.request(arm.leg(), bound.exchange());
    Renewed own = legs.renewed(arm, bound.exchange(), common);
    // May wait for a token: before the turn, or else those of a while would go at once.
    Authorised authorised =
        legs.authorised(arm.leg(), bound.exchange(), own.request(), bindings::bind);
    try (Turn turn = legs.protector().turn(arm.leg())) {
      boolean paced = !(pace.speed() instanceof Speed.Max);
      long intendedNanos = paced ? plannedNanos : Math.max(plannedNanos, turn.dueNanos());
      Script script = Script.of(exchange.exchange(), pace);
      Answer answer = legs.send(arm.leg(), authorised.request(), script).await();
      turn.ended(Signs.of(exchange.exchange(), answer));
      Restored back = bound.back().and(own.values()).concealing(authorised.secrets());
      return result(arm, intendedNanos, bound, common, authorised.request(), answer, back);
    }
  }

  /** What is kept of it has the recorded values: each attempt's own are in the place of those. */
  private Result result(
      Arm arm,
      long intendedNanos,
      Bound.Sendable bound,
      Request common,
      Request sent,
      Answer answer,
      Restored back) {
    if (answer instanceof Answer.Responded responded) {
      bindings.answered(arm, responded.response());
    }
    Request recorded =
        bound.back().isBound() ? legs.request(arm.leg(), exchange.exchange()) : common;
    Request named = legs.addressed(arm.leg(), recorded);
    return outcomes.sent(exchange, arm, intendedNanos, named, restored(back, sent, answer));
  }

  private static Answer restored(Restored back, Request request, Answer answer) {
    return switch (answer) {
      case Answer.Responded it ->
          new Answer.Responded(
              it.sentNanos(), it.timings(), back.in(it.response(), request), it.left());
      case Answer.Failed failed -> failed;
    };
  }
}
