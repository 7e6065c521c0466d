package dev.parallax.replayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.RunFinished;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.replayer.plan.Speed;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.send.Limits;
import dev.parallax.replayer.source.ReplaySource;
import dev.parallax.replayer.warmup.FirstExchanges;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WarmupIT {

  /** Of each pair the second overlaps the first. */
  private static final List<Exchange> EXCHANGES =
      IntStream.range(0, 40)
          .mapToObj(
              i ->
                  Recorded.exchange(
                      "e" + i, "s" + i / 2, i, 5, Recorded.request("GET", "/items/" + i)))
          .toList();

  private final AtomicInteger heard = new AtomicInteger();
  private final StagingServer leg =
      new StagingServer(
          new HttpServerOptions(),
          request -> {
            heard.incrementAndGet();
            var _ = request.response().end("{}");
          });

  @AfterEach
  void stop() {
    leg.close();
  }

  @Test
  void sendsAllToItselfAndNothingToTheLegs() throws Exception {
    FirstExchanges first =
        FirstExchanges.read(
            RecordedEvents.of(EXCHANGES), paced().selection(), System.nanoTime() + 60_000_000_000L);

    RunFinished practised = new Warmup(paced(), first).run();

    assertThat(practised.getEndedEarlyBecause()).isEmpty();
    assertThat(practised.getExchanges()).isEqualTo(40);
    assertThat(practised.getOutcomes()).isEqualTo(120);
    assertThat(heard).hasValue(0);
  }

  @Test
  void leavesNoTraceInTheRun() throws Exception {
    KeptLog log = new KeptLog();

    RunFinished finished =
        Runs.replay(
            paced(), RecordedEvents.of(EXCHANGES), Runs.sanitiser(), log, ProgressListener.none());

    assertThat(finished.getOutcomes()).isEqualTo(120);
    assertThat(log.outcomes()).hasSize(120).allMatch(it -> it.getRunId().equals("run-1"));
    assertThat(heard).hasValue(120);
  }

  @Test
  void isNotDoneWhereNothingCanBeLate() throws Exception {
    AtomicBoolean read = new AtomicBoolean();
    ReplaySource recording =
        () -> {
          read.set(true);
          throw new IOException("unreadable");
        };

    Warmup.of(Runs.statistics(leg.uri(), null), recording);
    assertThat(read).isFalse();

    Warmup.of(paced(), recording);
    assertThat(read).isTrue();
  }

  @Test
  void isLeftWhereItTakesTooLong() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);

    Warmup.within(Duration.ofMillis(100), paced(), stuck(reading, interrupted));

    assertThat(reading.getCount()).isZero();
    assertThat(interrupted.getCount()).isZero();
  }

  @Test
  void isGivenUpWithItsCaller() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    CompletableFuture<Void> interruption =
        CompletableFuture.runAsync(
            () -> {
              await(reading);
              caller.interrupt();
            });

    assertThatThrownBy(() -> Warmup.of(paced(), stuck(reading, interrupted)))
        .isInstanceOf(InterruptedException.class);
    interrupted.await();
    interruption.join();
  }

  @Test
  void isNoReasonNotToBegin() throws Exception {
    Warmup.of(
        paced(),
        () -> {
          throw new IOException("unreadable");
        });
  }

  private ReplaySettings paced() {
    URI uri = leg.uri();
    return Runs.paced(
        Runs.statistics(uri, uri),
        new Speed.Times(1),
        new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), 16, 1024));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One that is read until somebody interrupts it. */
  private static ReplaySource stuck(CountDownLatch reading, CountDownLatch interrupted) {
    return () ->
        new EventReader() {
          @Override
          public @Nullable Event next() throws IOException {
            reading.countDown();
            try {
              new CountDownLatch(1).await();
              return null;
            } catch (InterruptedException e) {
              interrupted.countDown();
              throw new IOException("interrupted", e);
            }
          }

          @Override
          public void close() {}
        };
  }
}
