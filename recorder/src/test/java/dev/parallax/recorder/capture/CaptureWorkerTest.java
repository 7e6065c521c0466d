package dev.parallax.recorder.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proto.Selection;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.ledger.LedgerJournal;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.sample.Sampler;
import dev.parallax.recorder.sanitize.Provenance;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitised;
import dev.parallax.recorder.sanitize.Sanitiser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CaptureWorkerTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private Clocks clocks = Clocks.system();
  private Duration ledgerInterval = LONG;
  private final MemoryLog log = new MemoryLog();
  private final Ledger ledger = new Ledger();
  private final ByteBudget budget = new ByteBudget(1 << 20);
  private final CaptureQueue queue = new CaptureQueue(budget);
  private final AtomicInteger inHand = new AtomicInteger();

  private CaptureWorker start(Consumer<RawExchange> beforeSanitising) {
    LedgerJournal journal =
        new LedgerJournal(ledger, "shop", "shop-0", Instant.EPOCH, new SplittableRandom(1));
    Unsettled unsettled = new Unsettled(ledger);
    LogFeed feed =
        new LogFeed(log, journal, new Closings(List.of()), unsettled, ledgerInterval, clocks);
    FakeSanitiser sanitiser =
        new FakeSanitiser(
            raw -> {
              inHand.incrementAndGet();
              beforeSanitising.accept(raw);
            });
    Endpoints endpoints = Mined.by(sanitiser.sanitiser, sanitiser, clocks);
    RecordStep step =
        new RecordStep(
            new Sampler(1, clocks.nanoTime()),
            sanitiser,
            feed,
            unsettled,
            endpoints,
            queue,
            1 << 17,
            clocks);
    return CaptureWorker.start(queue, step, feed, unsettled, clocks);
  }

  private void submit(RawExchange exchange) {
    assertThat(budget.tryReserve(CaptureQueue.bodyBytes(exchange))).isTrue();
    assertThat(queue.offer(exchange)).isEmpty();
  }

  @Test
  void recordsAndGivesBackAllBytes() {
    CaptureWorker worker = start(_ -> {});
    for (int i = 0; i < 20; i++) {
      submit(RawExchanges.get(i, 1_000));
    }
    worker.close(LONG);
    assertThat(log.exchanges()).hasSize(20);
    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.CAPTURED, 20L));
    assertThat(budget.reservedBytes()).isZero();
    assertThat(log.isClosed()).isTrue();
  }

  @Test
  void goesOnAfterASanitiserErrorOfAnyKind() {
    CaptureWorker worker =
        start(
            raw -> {
              if (raw.request().target().endsWith("3")) {
                throw new NumberFormatException("4111 1111 1111 1111");
              } else if (raw.request().target().endsWith("4")) {
                throw new StackOverflowError();
              }
            });
    for (int i = 0; i < 10; i++) {
      submit(RawExchanges.get(i, 10));
    }
    worker.close(LONG);
    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.CAPTURED, 8L, Fate.LOST_SANITISER_ERROR, 2L));
    assertThat(log.exchanges()).hasSize(8);
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void goesOnAfterALogError() {
    CaptureWorker worker = start(_ -> {});
    log.refuse(Exchange.class::isInstance);
    submit(RawExchanges.get(1, 10));
    await().until(() -> ledger.totals().containsKey(Fate.LOST_LOG_ERROR));
    log.refuse(_ -> false);
    submit(RawExchanges.get(2, 10));
    worker.close(LONG);
    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.CAPTURED, 1L, Fate.LOST_LOG_ERROR, 1L));
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void keepsWhatComesWhileTheLogIsAway() {
    log.away(true);
    CaptureWorker worker = start(_ -> {});
    for (int i = 0; i < 20; i++) {
      submit(RawExchanges.get(i, 1_000));
    }
    await().until(() -> inHand.get() > 0);
    assertThat(ledger.totals()).isEmpty();
    assertThat(budget.reservedBytes()).isGreaterThan(20_000);
    log.away(false);
    await().until(() -> budget.reservedBytes() == 0);
    worker.close(LONG);
    assertThat(log.exchanges()).hasSize(20).doesNotHaveDuplicates();
    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.CAPTURED, 20L));
    assertThat(inHand).as("each is sanitised once").hasValue(20);
  }

  @Test
  void doesNotWaitForALogThatIsAwayWhenItEnds() {
    log.away(true);
    CaptureWorker worker = start(_ -> {});
    for (int i = 0; i < 5; i++) {
      submit(RawExchanges.get(i, 10));
    }
    await().until(() -> inHand.get() > 0);
    assertThat(worker.close(LONG)).hasValue("no answer");
    assertThat(ledger.totals())
        .isEqualTo(Map.of(Fate.LOST_LOG_ERROR, 1L, Fate.LOST_AT_SHUTDOWN, 4L));
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void countsWhatIsStillQueuedWhenTheTimeIsOver() throws InterruptedException {
    CountDownLatch inHand = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CaptureWorker worker =
        start(
            _ -> {
              inHand.countDown();
              awaitUninterrupted(goOn);
            });
    for (int i = 0; i < 5; i++) {
      submit(RawExchanges.get(i, 10));
    }
    inHand.await();
    Thread closer = Thread.ofPlatform().start(() -> worker.close(Duration.ZERO));
    await().until(queue::isClosed);
    goOn.countDown();
    closer.join();
    await().until(log::isClosed);
    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.CAPTURED, 1L, Fate.LOST_AT_SHUTDOWN, 4L));
    assertThat(budget.reservedBytes()).isZero();
    assertThat(log.ledger().getLast().getLast()).isTrue();
  }

  @Test
  void accountsForWhatWaitsBehindALogThatHangs() throws InterruptedException {
    CountDownLatch inHand = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    log.refuse(
        _ -> {
          inHand.countDown();
          awaitUninterrupted(goOn);
          return false;
        });
    CaptureWorker worker = start(_ -> {});
    for (int i = 0; i < 5; i++) {
      submit(RawExchanges.get(i, 10));
    }
    inHand.await();
    assertThat(worker.close(Duration.ZERO)).hasValue("event log hangs, left unclosed");
    Map<Fate, Long> allLost = Map.of(Fate.LOST_AT_SHUTDOWN, 5L);
    assertThat(ledger.totals()).isEqualTo(allLost);
    goOn.countDown();
    await().until(log::isClosed);
    assertThat(ledger.totals()).isEqualTo(allLost);
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void goesOnAfterAFaultOutsideOfTheRecordStep() {
    AtomicInteger faults = new AtomicInteger();
    clocks =
        new Clocks(
            System::nanoTime,
            () -> {
              faults.incrementAndGet();
              throw new StackOverflowError();
            });
    ledgerInterval = Duration.ofNanos(1);
    CaptureWorker worker = start(_ -> {});
    await().until(() -> faults.get() > 2);
    submit(RawExchanges.get(1, 10));
    await().until(() -> budget.reservedBytes() == 0);
    assertThat(worker.close(LONG)).isPresent();
    assertThat(log.exchanges()).hasSize(1);
    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.CAPTURED, 1L));
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The real one, after what the test wants to happen. */
  private static final class FakeSanitiser implements ExchangeSanitiser {

    private final Sanitiser sanitiser =
        new Sanitiser(SanitisePolicy.strict(), PseudonymKey.of(new byte[32]));
    private final Consumer<RawExchange> before;

    FakeSanitiser(Consumer<RawExchange> before) {
      this.before = before;
    }

    @Override
    public String session(RawExchange raw) {
      return sanitiser.session(raw);
    }

    @Override
    public String method(RawExchange raw) {
      return sanitiser.method(raw);
    }

    @Override
    public String authority(RawExchange raw) {
      return sanitiser.authority(raw);
    }

    @Override
    public Sanitised<Exchange> exchange(RawExchange raw, Selection selection) {
      before.accept(raw);
      return sanitiser.exchange(
          raw, new Provenance("shop", Deployment.getDefaultInstance(), selection));
    }
  }
}
