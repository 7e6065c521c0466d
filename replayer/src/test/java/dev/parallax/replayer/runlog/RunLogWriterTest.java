package dev.parallax.replayer.runlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.parallax.proto.Body;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Request;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawOutcome;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitised;
import dev.parallax.recorder.sanitize.Sanitiser;
import dev.parallax.replayer.Recorded;
import dev.parallax.replayer.plan.RunClock;
import dev.parallax.replayer.source.SourceExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sending can't outrun writing by more than the queue holds, and waits for no log that failed. */
@Timeout(60)
final class RunLogWriterTest {

  private static final long QUEUED_BYTES =
      Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 16);

  /** More than what is reckoned for its envelope, so that the size decides how many fit. */
  private static final int BODY_BYTES = 1 << 20;

  private static final int ENVELOPE_BYTES = 8 << 10;

  private static final int PUT = (int) (2 * QUEUED_BYTES / BODY_BYTES);

  private final CountDownLatch opened = new CountDownLatch(1);
  private final AtomicInteger appended = new AtomicInteger();
  private boolean fails;
  private final AtomicInteger taken = new AtomicInteger();

  static Stream<Arguments> entries() {
    Event copied = Event.newBuilder().setExchange(exchange(BODY_BYTES)).build();
    Settled answer = settled(Recorded.get("a", "/"), answer(BODY_BYTES));
    Settled unanswered = settled(exchange(BODY_BYTES), Outcome.getDefaultInstance());
    return Stream.of(
        Arguments.of("a copy", (Consumer<RunLogWriter>) writer -> writer.copy(copied)),
        Arguments.of("an answer", (Consumer<RunLogWriter>) writer -> writer.settle(answer)),
        Arguments.of("a request", (Consumer<RunLogWriter>) writer -> writer.settle(unanswered)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("entries")
  void blocksWhoeverBringsMoreThanTheQueueHolds(String what, Consumer<RunLogWriter> entry)
      throws Exception {
    fails = true;
    RunLogWriter writer = writer();
    Thread feeder = feeder(writer, entry, PUT);

    int fitting = (int) (QUEUED_BYTES / (BODY_BYTES + ENVELOPE_BYTES));
    await()
        .untilAsserted(
            () -> {
              assertThat(taken).hasValueBetween(fitting, (int) (QUEUED_BYTES / BODY_BYTES));
              assertThat(feeder.getState()).isEqualTo(Thread.State.WAITING);
            });

    opened.countDown();
    assertIsLetGo(feeder);
    assertThatIOException().isThrownBy(writer::close);
  }

  @Test
  void takesAllOnceTheLogGoesOn() throws Exception {
    Event copied = Event.newBuilder().setExchange(exchange(BODY_BYTES)).build();
    RunLogWriter writer = writer();
    Thread feeder = feeder(writer, it -> it.copy(copied), PUT);
    await().until(feeder::getState, Thread.State.WAITING::equals);

    opened.countDown();
    assertIsLetGo(feeder);
    writer.close();

    assertThat(appended).as("with the progress").hasValue(PUT + 1);
  }

  @Test
  void letsGoAllWhoWaitOnceTheLogHasFailed() throws Exception {
    fails = true;
    Event copied = Event.newBuilder().setExchange(exchange((int) QUEUED_BYTES)).build();
    RunLogWriter writer = writer();
    List<Thread> feeders =
        IntStream.range(0, 3).mapToObj(i -> feeder(writer, it -> it.copy(copied), 2)).toList();
    for (Thread feeder : feeders) {
      await().until(feeder::getState, Thread.State.WAITING::equals);
    }

    opened.countDown();
    for (Thread feeder : feeders) {
      assertIsLetGo(feeder);
    }

    assertThat(writer.hasFailed()).isTrue();
    assertThatIOException().isThrownBy(writer::close).withMessage("run log: disk full");
    assertThat(appended).as("after the failure").hasValue(0);
  }

  private Thread feeder(RunLogWriter writer, Consumer<RunLogWriter> entry, int count) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              for (int i = 0; i < count; i++) {
                entry.accept(writer);
                taken.incrementAndGet();
              }
            });
  }

  private static void assertIsLetGo(Thread feeder) throws InterruptedException {
    assertThat(feeder.join(Duration.ofSeconds(10))).as("is let go").isTrue();
  }

  private RunLogWriter writer() {
    Sanitiser sanitiser = new Sanitiser(SanitisePolicy.detect(), PseudonymKey.of(new byte[32]));
    RunSigns signs = new RunSigns("run-1", "w");
    RunLog log = new RunLog(new ShutLog(), sanitiser, signs, RunClock.now(), PUT, Kept.unheard());
    return RunLogWriter.start(log, ProgressListener.none());
  }

  private static Settled settled(Exchange exchange, RawOutcome answer) {
    return settled(exchange, new Result.Answered(answer));
  }

  private static Settled settled(Exchange exchange, Outcome outcome) {
    return settled(exchange, new Result.Unanswered(outcome));
  }

  private static Settled settled(Exchange exchange, Result result) {
    return new Settled(SourceExchange.of(exchange), List.of(result), 1, true);
  }

  private static Exchange exchange(int bodyBytes) {
    Body body = Body.newBuilder().setContent(ByteString.copyFrom(new byte[bodyBytes])).build();
    return Recorded.get("a", "/").toBuilder()
        .setRequest(Recorded.request("POST", "/").toBuilder().setBody(body))
        .build();
  }

  private static RawOutcome answer(int bodyBytes) {
    return new RawOutcome(
        Outcome.getDefaultInstance(),
        Request.getDefaultInstance(),
        new RawResponse(
            200, "OK", "HTTP/1.1", List.of(), RawBody.whole(new byte[bodyBytes]), List.of()));
  }

  /** Takes nothing before it is opened, and where it fails, nothing after. */
  private final class ShutLog implements EventLog {

    @Override
    public void append(Sanitised<? extends MessageLite> event, Receipt receipt) throws IOException {
      try {
        opened.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (fails) {
        throw new IOException("disk full");
      }
      appended.incrementAndGet();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
