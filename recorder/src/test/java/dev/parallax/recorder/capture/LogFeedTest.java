package dev.parallax.recorder.capture;

import static dev.parallax.recorder.capture.LogFeed.Answer.REFUSED;
import static dev.parallax.recorder.capture.LogFeed.Answer.TAKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Event;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.ledger.LedgerJournal;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Harmless;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogFeedTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private final AtomicLong nanos = new AtomicLong(-5);
  private final MemoryLog log = new MemoryLog();
  private final Ledger ledger = new Ledger();
  private final Unsettled unsettled = new Unsettled(ledger);
  private final LogFeed feed =
      new LogFeed(
          log,
          new LedgerJournal(ledger, "shop", "shop-0", START, new SplittableRandom(1)),
          new Closings(List.of()),
          unsettled,
          Duration.ofSeconds(10),
          new Clocks(nanos::get, InstantSource.fixed(START)));

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    feed.tend();
  }

  private LogFeed.Answer append() {
    return feed.append(Harmless.reread(Event.getDefaultInstance()), Receipt.none());
  }

  @Test
  void flushesASecondAfterTheFirstUnflushedEvent() {
    assertThat(append()).isEqualTo(TAKEN);
    pass(Duration.ofMillis(600));
    assertThat(append()).isEqualTo(TAKEN);
    assertThat(log.flushes()).isZero();
    assertThat(feed.idleNanos()).isEqualTo(Duration.ofMillis(400).toNanos());
    pass(Duration.ofMillis(400));
    assertThat(log.flushes()).isEqualTo(1);
    pass(Duration.ofSeconds(5));
    assertThat(log.flushes()).isEqualTo(1);
  }

  @Test
  void retriesAFlushThatFailed() {
    assertThat(append()).isEqualTo(TAKEN);
    log.failFlushes(true);
    pass(Duration.ofSeconds(1));
    log.failFlushes(false);
    pass(Duration.ofMillis(999));
    assertThat(log.flushes()).isEqualTo(1);
    pass(Duration.ofMillis(1));
    assertThat(log.flushes()).isEqualTo(2);
    pass(Duration.ofSeconds(2));
    assertThat(log.flushes()).isEqualTo(2);
  }

  @Test
  void countsAsCapturedWhatIsFlushedAndNotBefore() {
    unsettled.take(RawExchanges.get(1, 10));
    assertThat(feed.append(Harmless.reread(Event.getDefaultInstance()), unsettled.append("GET /a")))
        .isEqualTo(TAKEN);
    log.failFlushes(true);
    pass(Duration.ofSeconds(1));
    assertThat(ledger.totals()).isEmpty();
    log.failFlushes(false);
    pass(Duration.ofSeconds(1));
    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.CAPTURED, 1L));
    pass(Duration.ofSeconds(8));
    assertThat(log.ledger().getFirst().getCounts(0).getEndpoint()).isEqualTo("GET /a");
    assertThat(log.ledger().getFirst().getCounts(0).getBytes()).isEqualTo(10);
  }

  @Test
  void writesTheLedgerAtItsInterval() {
    ledger.count("GET /a", Fate.CAPTURED, 3);
    pass(Duration.ofSeconds(9));
    assertThat(log.ledger()).isEmpty();
    assertThat(feed.idleNanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
    pass(Duration.ofSeconds(1));
    assertThat(log.ledger()).hasSize(1);
    pass(Duration.ofSeconds(10));
    assertThat(log.ledger()).as("nothing new to tell").hasSize(1);
  }

  @Test
  void tellsLaterWhatTheLogRefused() {
    ledger.count("GET /a", Fate.CAPTURED, 3);
    log.refuse(_ -> true);
    assertThat(append()).isEqualTo(REFUSED);
    pass(Duration.ofSeconds(10));
    log.refuse(_ -> false);
    ledger.count("GET /a", Fate.CAPTURED, 4);
    pass(Duration.ofSeconds(10));
    LedgerEntry entry = log.ledger().getFirst();
    assertThat(entry.getSequence()).isEqualTo(1);
    assertThat(entry.getCounts(0).getExchanges()).isEqualTo(2);
    assertThat(entry.getCounts(0).getBytes()).isEqualTo(7);
  }

  @Test
  void restsWhileTheLogIsBehindWithTheLedger() {
    ledger.count("GET /a", Fate.CAPTURED, 3);
    log.failFlushes(true);
    pass(Duration.ofSeconds(10));
    assertThat(log.ledger()).hasSize(1);
    ledger.count("GET /a", Fate.CAPTURED, 3);
    for (int i = 0; i < 30; i++) {
      assertThat(feed.idleNanos()).isPositive();
      pass(Duration.ofNanos(feed.idleNanos()));
    }
    assertThat(log.ledger()).as("the first may still be kept").hasSize(1);
    log.failFlushes(false);
    pass(Duration.ofSeconds(2));
    assertThat(log.ledger()).hasSize(2);
    assertThat(log.ledger().getLast().getSequence()).isEqualTo(2);
  }

  @Test
  void survivesALogThatThrowsAnything() {
    log.refuse(
        _ -> {
          throw new IllegalStateException("4111 1111 1111 1111");
        });
    assertThat(append()).isEqualTo(REFUSED);
    log.refuse(
        _ -> {
          throw new StackOverflowError();
        });
    assertThat(append()).isEqualTo(REFUSED);
    log.refuse(_ -> false);
    assertThat(append()).isEqualTo(TAKEN);
  }

  @Test
  void endsWithTheLastEntryAndAClosedLog() {
    assertThat(feed.closeFault()).isPresent();
    feed.close();
    assertThat(feed.closeFault()).isEmpty();
    assertThat(log.ledger()).hasSize(1);
    assertThat(log.ledger().getFirst().getLast()).isTrue();
    assertThat(log.isClosed()).isTrue();
  }

  @Test
  void saysAtTheEndThatTheLogHasNoLedger() {
    log.refuse(LedgerEntry.class::isInstance);
    feed.close();
    assertThat(feed.closeFault()).hasValue("disk full");
    assertThat(log.isClosed()).isTrue();
  }
}
