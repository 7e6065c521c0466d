package dev.parallax.recorder.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class InFlightTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final InFlight inFlight = new InFlight();

  @Test
  void waitsForNothingWhereNothingIsInFlight() {
    assertThat(inFlight.await(0, Duration.ZERO)).isTrue();
  }

  @Test
  void givesUpWaitingAtItsTime() {
    inFlight.begin();

    assertThat(inFlight.await(0, Duration.ZERO)).isFalse();
    assertThat(inFlight.await(0, Duration.ofMillis(5))).isFalse();
    assertThat(inFlight.count()).isEqualTo(1);
  }

  @Test
  void waitsForTheLastOne() throws Exception {
    inFlight.begin();
    inFlight.begin();
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> inFlight.await(0, LONG));

    inFlight.end(null);
    assertThat(waiting).isNotDone();
    inFlight.end(null);

    assertThat(waiting).succeedsWithin(LONG).isEqualTo(true);
  }

  @Test
  void waitsUntilNoMoreThanSoManyAreInFlight() throws Exception {
    inFlight.begin();
    inFlight.begin();
    assertThat(inFlight.await(2, Duration.ZERO)).isTrue();
    assertThat(inFlight.await(1, Duration.ofMillis(1))).isFalse();
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> inFlight.await(1, LONG));

    inFlight.end(null);

    assertThat(waiting).succeedsWithin(LONG).isEqualTo(true);
    assertThat(inFlight.count()).isEqualTo(1);
  }

  @Test
  void tellsWhatFailedOnce() {
    IOException last = new IOException("second");
    for (int i = 0; i < 3; i++) {
      inFlight.begin();
    }
    inFlight.end(new IOException("first"));
    inFlight.end(last);
    inFlight.end(null);

    assertThat(inFlight.takeFailed()).isEqualTo(new InFlight.Failed(2, last));
    assertThat(inFlight.takeFailed()).isEqualTo(new InFlight.Failed(0, null));
  }

  @Test
  void stopsWaitingAndStaysInterruptedWhereItsThreadIs() throws Exception {
    inFlight.begin();
    FutureTask<String> waiting =
        new FutureTask<>(
            () -> inFlight.await(0, LONG) + ", " + Thread.currentThread().isInterrupted());
    Thread thread = Thread.ofPlatform().start(waiting);
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);

    thread.interrupt();

    assertThat(waiting).succeedsWithin(LONG).isEqualTo("false, true");
  }
}
