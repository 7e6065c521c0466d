package dev.parallax.replayer.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.proto.Leg;
import java.util.ArrayList;
import java.util.List;
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

  private static final List<Leg> BOTH = List.of(Leg.CANDIDATE, Leg.CONTROL);
  private static final long MILLI = 1_000_000;

  @Test
  void spacesTurnsHoweverManyAskAtOnce() throws Exception {
    Protector protector = new Protector(limited(1_000), BOTH);

    List<Long> due = turns(protector, Leg.CANDIDATE, 50);

    for (int i = 1; i < due.size(); i++) {
      assertThat(due.get(i) - due.get(i - 1)).isGreaterThanOrEqualTo(MILLI);
    }
  }

  @Test
  void givesEachLegTurnsOfItsOwn() throws Exception {
    Protector protector = new Protector(limited(0.001), BOTH);

    protector.turn(Leg.CANDIDATE);
    Turn other = protector.turn(Leg.CONTROL);

    assertThat(other.dueNanos()).isLessThanOrEqualTo(System.nanoTime());
  }

  @Test
  void takesAPartOfTheRateWhereOthersSendToo() throws Exception {
    Protector protector = new Protector(limited(3_000), BOTH);
    protector.share(2, 12);

    List<Long> due = turns(protector, Leg.CONTROL, 20);

    for (int i = 1; i < due.size(); i++) {
      assertThat(due.get(i) - due.get(i - 1)).isGreaterThanOrEqualTo(2 * MILLI);
    }
  }

  @Test
  void waitsForNothingWithoutABound() throws Exception {
    Protector protector = new Protector(Protection.none(), BOTH);
    protector.share(1, 12);
    long began = System.nanoTime();

    assertThat(turns(protector, Leg.CONTROL, 1_000)).allMatch(due -> due <= began);
  }

  @Test
  void letsGoWhoeverIsInterrupted() throws Exception {
    Protector protector = new Protector(limited(0.001), BOTH);
    protector.turn(Leg.CANDIDATE);
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

  private static Protection limited(double perSecond) {
    return new Protection(new MaxRate(perSecond));
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
