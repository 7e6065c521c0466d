package dev.parallax.recorder.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.proto.Selection;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.ledger.LedgerJournal;
import dev.parallax.recorder.raw.Keep;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawRoute;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Errors of sessions that are not sampled, and what those sessions did before. */
@Timeout(60)
class OrphansTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  /** No session of a test is sampled. */
  private static final RawRoute ERRORS =
      new RawRoute("shop:80", 1e-12, new Keep(500, 0, false), Mode.STRICT);

  private final AtomicLong nanos = new AtomicLong();
  private final Clocks clocks = new Clocks(nanos::get, () -> Instant.EPOCH);
  private final MemoryLog log = new MemoryLog();
  private final Ledger ledger = new Ledger();
  private final ByteBudget budget = new ByteBudget(1 << 20);
  private final CaptureQueue queue = new CaptureQueue(budget);
  private final Sampler sampler = new Sampler(1, clocks.nanoTime());

  private CaptureWorker start(long lookBackBytes, Consumer<RawExchange> beforeSanitising) {
    LedgerJournal journal =
        new LedgerJournal(ledger, "shop", "shop-0", Instant.EPOCH, new SplittableRandom(1));
    Unsettled unsettled = new Unsettled(ledger);
    LogFeed feed = new LogFeed(log, journal, new Closings(List.of()), unsettled, LONG, clocks);
    Sanitiser sanitiser = new Sanitiser(SanitisePolicy.strict(), PseudonymKey.of(new byte[32]));
    ExchangeSanitiser hooked =
        new ExchangeSanitiser() {
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
            beforeSanitising.accept(raw);
            return sanitiser.exchange(
                raw, new Provenance("shop", Deployment.getDefaultInstance(), selection));
          }
        };
    Endpoints endpoints = Mined.by(sanitiser, hooked, clocks);
    RecordStep step =
        new RecordStep(sampler, hooked, feed, unsettled, endpoints, queue, lookBackBytes, clocks);
    return CaptureWorker.start(queue, step, feed, unsettled, clocks);
  }

  private void submit(RawExchange exchange) {
    assertThat(queue.offer(RawExchanges.routed(exchange, ERRORS))).isEmpty();
  }

  private void ordinary(String client, int number) {
    submit(RawExchanges.of(client, number));
  }

  private void error(String client, int number) {
    submit(RawExchanges.error(client, number));
  }

  private List<String> logged() {
    return log.exchanges().stream()
        .map(
            exchange ->
                "%d %s %.0f%s"
                    .formatted(
                        exchange.getStartedAtNanos() / 1_000_000 % 1_000,
                        exchange.getSelection().getReason(),
                        exchange.getSelection().getProbability(),
                        exchange.getSelection().getOrphan() ? " orphan" : ""))
        .toList();
  }

  private void assertNothingIsLeft() {
    assertThat(budget.reservedBytes()).isZero();
    assertThat(log.isClosed()).isTrue();
  }

  @Test
  void putsWhatTheSessionDidBeforeAnErrorInFrontOfIt() {
    CaptureWorker worker = start(1 << 17, _ -> {});
    ordinary("a", 1);
    ordinary("b", 2);
    ordinary("a", 3);
    error("a", 4);
    ordinary("a", 5);
    error("a", 6);
    error("c", 7);
    worker.close(LONG);
    assertThat(logged())
        .containsExactly(
            "1 context 0 orphan",
            "3 context 0 orphan",
            "4 error 1 orphan",
            "5 context 0 orphan",
            "6 error 1 orphan",
            "7 error 1 orphan");
    assertThat(log.exchanges().subList(0, 3))
        .extracting(Exchange::getSession)
        .containsOnly(log.exchanges().getFirst().getSession());
    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.CAPTURED, 6L, Fate.SAMPLED_OUT, 1L));
    assertNothingIsLeft();
  }

  @Test
  void forgetsWhatIsLongerAgo() {
    CaptureWorker worker = start(1 << 17, _ -> {});
    ordinary("a", 1);
    catchUp();
    nanos.addAndGet(LookBack.MAX_AGE.toNanos());
    ordinary("a", 2);
    await().until(() -> ledger.totals().containsKey(Fate.SAMPLED_OUT));
    error("a", 3);
    worker.close(LONG);
    assertThat(logged())
        .containsExactly("999 error 1 orphan", "2 context 0 orphan", "3 error 1 orphan");
    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.CAPTURED, 3L, Fate.SAMPLED_OUT, 1L));
    assertNothingIsLeft();
  }

  /** The worker has dealt with all that came before this one, once that is in the log. */
  private void catchUp() {
    int logged = log.exchanges().size();
    error("z", 999);
    await().until(() -> log.exchanges().size() > logged);
  }

  @Test
  void holdsNoMoreBytesThanItMay() {
    CaptureWorker worker = start(10_000, _ -> {});
    for (int i = 0; i < 500; i++) {
      ordinary("a", i);
    }
    catchUp();
    await().until(() -> budget.reservedBytes() <= 10_000);
    assertThat(ledger.totals().get(Fate.SAMPLED_OUT)).isGreaterThan(480);
    error("a", 777);
    worker.close(LONG);
    assertThat(log.exchanges()).hasSizeBetween(3, 20);
    assertThat(ledger.totals().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(502);
    assertNothingIsLeft();
  }

  @Test
  void goesOnAfterASanitiserErrorAtWhatCameBefore() {
    CaptureWorker worker =
        start(
            1 << 17,
            raw -> {
              if (raw.request().target().endsWith("/2")) {
                throw new NumberFormatException("4111 1111 1111 1111");
              }
            });
    ordinary("a", 1);
    ordinary("a", 2);
    ordinary("a", 3);
    error("a", 4);
    worker.close(LONG);
    assertThat(logged())
        .containsExactly("1 context 0 orphan", "3 context 0 orphan", "4 error 1 orphan");
    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.CAPTURED, 3L, Fate.LOST_SANITISER_ERROR, 1L));
    assertNothingIsLeft();
  }

  @Test
  void keepsTheOrderWhileTheLogIsAwayAndGivesTheRoomToTheQueue() {
    CaptureWorker worker = start(1 << 17, _ -> {});
    ordinary("a", 1);
    ordinary("a", 2);
    ordinary("b", 3);
    log.away(true);
    error("a", 4);
    ordinary("a", 5);
    await().until(() -> ledger.totals().equals(Map.of(Fate.SAMPLED_OUT, 1L)));
    log.away(false);
    await().until(() -> log.exchanges().size() == 3);
    error("a", 6);
    worker.close(LONG);
    assertThat(logged())
        .containsExactly(
            "1 context 0 orphan",
            "2 context 0 orphan",
            "4 error 1 orphan",
            "5 context 0 orphan",
            "6 error 1 orphan");
    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.CAPTURED, 5L, Fate.SAMPLED_OUT, 1L));
    assertNothingIsLeft();
  }

  @Test
  void accountsForAllWhenItEndsWhileTheLogIsAway() {
    CaptureWorker worker = start(1 << 17, _ -> {});
    ordinary("a", 1);
    ordinary("a", 2);
    ordinary("b", 3);
    log.away(true);
    error("a", 4);
    await().until(() -> ledger.totals().equals(Map.of(Fate.SAMPLED_OUT, 1L)));
    assertThat(worker.close(LONG)).isPresent();
    // The first of them waits for the log; the others wait behind it.
    assertThat(ledger.totals())
        .isEqualTo(
            Map.of(Fate.SAMPLED_OUT, 1L, Fate.LOST_LOG_ERROR, 1L, Fate.LOST_AT_SHUTDOWN, 2L));
    assertNothingIsLeft();
  }

  @Test
  void accountsForAllWhereTheLogHangs() throws InterruptedException {
    CountDownLatch inHand = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    log.refuse(
        _ -> {
          inHand.countDown();
          awaitUninterrupted(goOn);
          return false;
        });
    CaptureWorker worker = start(1 << 17, _ -> {});
    ordinary("a", 1);
    ordinary("a", 2);
    ordinary("b", 3);
    error("a", 4);
    inHand.await();
    assertThat(worker.close(Duration.ZERO)).hasValue("event log hangs, left unclosed");
    Map<Fate, Long> settled = Map.of(Fate.SAMPLED_OUT, 1L, Fate.LOST_AT_SHUTDOWN, 3L);
    assertThat(ledger.totals()).isEqualTo(settled);
    goOn.countDown();
    await().until(log::isClosed);
    assertThat(ledger.totals()).isEqualTo(settled);
    assertNothingIsLeft();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
