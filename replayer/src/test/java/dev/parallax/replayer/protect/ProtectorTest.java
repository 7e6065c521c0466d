package dev.parallax.replayer.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.proto.Leg;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ProtectorTest {

  private static final Sign.Taken TAKEN = new Sign.Taken();
  private static final long MILLI = 1_000_000;

  @Test
  void spacesTurnsHoweverManyAskAtOnce() throws Exception {
    Protector protector = protector(limited(1_000));

    List<Long> due = turns(protector, Leg.CANDIDATE, 50);

    for (int i = 1; i < due.size(); i++) {
      assertThat(due.get(i) - due.get(i - 1)).isGreaterThanOrEqualTo(MILLI);
    }
  }

  @Test
  void givesEachLegTurnsOfItsOwn() throws Exception {
    Protector protector = protector(limited(0.001));

    var _ = protector.turn(Leg.CANDIDATE);
    Turn other = protector.turn(Leg.CONTROL);

    assertThat(other.dueNanos()).isLessThanOrEqualTo(System.nanoTime());
  }

  @Test
  void takesAPartOfTheRateWhereOthersSendToo() throws Exception {
    Protector protector = protector(limited(3_000));
    protector.share(2, 12);

    List<Long> due = turns(protector, Leg.CONTROL, 20);

    for (int i = 1; i < due.size(); i++) {
      assertThat(due.get(i) - due.get(i - 1)).isGreaterThanOrEqualTo(2 * MILLI);
    }
  }

  @Test
  void waitsForNothingWithoutABound() throws Exception {
    Protector protector = protector(Protection.none());
    protector.share(1, 12);
    long began = System.nanoTime();

    assertThat(turns(protector, Leg.CONTROL, 1_000)).allMatch(due -> due <= began);
  }

  @Test
  void letsGoWhoeverIsInterrupted() throws Exception {
    Protector protector = protector(limited(0.001));
    var _ = protector.turn(Leg.CANDIDATE);
    List<FutureTask<Turn>> waiting = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      FutureTask<Turn> task = new FutureTask<>(() -> protector.turn(Leg.CANDIDATE));
      waiting.add(task);
      threads.add(Thread.ofPlatform().start(task));
    }
    Awaitility.await()
        .until(
            () ->
                threads.stream()
                    .allMatch(
                        thread ->
                            thread.getState() == Thread.State.WAITING
                                || thread.getState() == Thread.State.TIMED_WAITING));

    for (int i = 0; i < 3; i++) {
      threads.get(i).interrupt();
      FutureTask<Turn> task = waiting.get(i);

      assertThatThrownBy(task::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }

  /** Or one would go ahead of the other, and pairs of answers lie a pause apart. */
  @Test
  void letsNothingInWhileOneLegPauses() throws Exception {
    Protector protector = protector(pausing());
    List<String> warnings = new ArrayList<>();
    protector.warn(warnings::add);
    Passage under = protector.enter();
    end(protector.turn(Leg.CANDIDATE), new Sign.Busy(503, Duration.ofHours(1)));

    end(protector.turn(Leg.CONTROL), TAKEN);
    FutureTask<Passage> entering = new FutureTask<>(protector::enter);
    Thread thread = Thread.ofPlatform().start(entering);
    Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    under.close();

    assertThat(entering).isNotDone();
    assertThat(warnings).singleElement().asString().startsWith("candidate http://c: asks for time");
    thread.interrupt();
    assertThatThrownBy(entering::get).hasCauseInstanceOf(InterruptedException.class);
  }

  /** One exchange, and one more with each attempt that is taken. */
  @Test
  void letsFewInAfterAPause() throws Exception {
    Protector protector = protector(pausing());
    Passage before = protector.enter();
    end(protector.turn(Leg.CANDIDATE), new Sign.Busy(503, Duration.ZERO));

    Passage trial = protector.enter();
    FutureTask<Passage> second = new FutureTask<>(protector::enter);
    Thread thread = Thread.ofPlatform().start(second);
    Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    before.close();
    end(protector.turn(Leg.CONTROL), TAKEN);
    assertThat(second).isNotDone();
    end(protector.turn(Leg.CANDIDATE), TAKEN);

    try (Passage _ = second.get()) {
      trial.close();
    }
  }

  @Test
  void tellsAllWhoListenThatALegIsDeadAndLetsNothingInAnyMore() throws Exception {
    Protector protector =
        protector(new Protection(MaxRate.none(), Duration.ofMillis(1), new BreakerRule(100, 4)));
    List<String> told = new ArrayList<>();
    protector.whenTripped(told::add);
    protector.whenTripped(told::add);
    for (int i = 0; i < 4 + 5; i++) {
      assertThat(protector.tripped()).isEmpty();
      end(protector.turn(Leg.CONTROL), new Sign.Failed("the connection was refused"));
    }
    protector.whenTripped(told::add);

    assertThat(told)
        .hasSize(3)
        .containsOnly(protector.tripped().orElseThrow())
        .containsOnly(
            "control http://o: failed 4 of the last 4 attempts, and took none of 5 more, each after a"
                + " pause: the connection was refused");
    FutureTask<Passage> entering = new FutureTask<>(protector::enter);
    Thread thread = Thread.ofPlatform().start(entering);
    Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    thread.interrupt();
    assertThatThrownBy(entering::get).hasCauseInstanceOf(InterruptedException.class);
  }

  private static void end(Turn turn, Sign sign) {
    turn.ended(sign);
    turn.close();
  }

  private static Protector protector(Protection protection) {
    return new Protector(
        protection,
        Map.of(Leg.CANDIDATE, "candidate http://c", Leg.CONTROL, "control http://o"),
        16);
  }

  private static Protection pausing() {
    return new Protection(MaxRate.none(), Duration.ofHours(2), BreakerRule.off());
  }

  private static Protection limited(double perSecond) {
    return new Protection(new MaxRate(perSecond), Duration.ZERO, BreakerRule.off());
  }

  /** When the turns of so many that ask at once were due, in order. */
  private static List<Long> turns(Protector protector, Leg leg, int count) throws Exception {
    List<Future<Turn>> turns = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        turns.add(threads.submit(() -> protector.turn(leg)));
      }
    }
    List<Long> due = new ArrayList<>();
    for (Future<Turn> turn : turns) {
      due.add(turn.get().dueNanos());
    }
    return due.stream().sorted().toList();
  }
}
