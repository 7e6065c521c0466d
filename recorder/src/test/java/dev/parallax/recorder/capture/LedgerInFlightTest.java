package dev.parallax.recorder.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.ledger.LedgerJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The ledger in a log that says late, or never, what became of an entry. */
class LedgerInFlightTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final AtomicLong nanos = new AtomicLong(-5);
  private final LateLog log = new LateLog();
  private final Ledger ledger = new Ledger();
  private final LogFeed feed =
      new LogFeed(
          log,
          new LedgerJournal(ledger, "shop", "shop-0", START, new SplittableRandom(1)),
          new Closings(List.of()),
          new Unsettled(ledger),
          INTERVAL,
          new Clocks(nanos::get, () -> START.plusNanos(nanos.get())));

  @Test
  void tellsALostEntryAgainUnderItsNumberWithWhatCameSince() {
    count(3);
    pass(INTERVAL);
    log.settle(false);
    count(4);
    pass(INTERVAL);

    assertThat(told()).containsExactly("1: 3", "1: 7");
    assertThat(log.ledger().getLast().getToNanos())
        .as("so that the later one is known")
        .isGreaterThan(log.ledger().getFirst().getToNanos());
  }

  @Test
  void goesOnWithTheNextNumberOnceAnEntryIsKept() {
    count(3);
    pass(INTERVAL);
    log.settle(true);
    count(4);
    pass(INTERVAL);
    log.settle(false);
    pass(INTERVAL);

    assertThat(told()).containsExactly("1: 3", "2: 4", "2: 4");
  }

  @Test
  void tellsNothingTwiceWhileItIsInFlight() {
    count(3);
    pass(INTERVAL);
    count(4);
    pass(INTERVAL);
    pass(INTERVAL);
    assertThat(told()).containsExactly("1: 3");

    log.settle(true);
    pass(Duration.ofSeconds(1));

    assertThat(told()).containsExactly("1: 3", "2: 4");
  }

  /** Or else the one thread that records spins for as long as the cluster is away. */
  @Test
  void restsWhileAnEntryIsInFlightBeyondItsInterval() {
    count(3);
    pass(INTERVAL);
    count(4);
    pass(INTERVAL);
    pass(Duration.ofSeconds(3));

    assertThat(feed.idleNanos()).isGreaterThanOrEqualTo(Duration.ofMillis(100).toNanos());
  }

  @Test
  void endsWithAnEntryThatHoldsTheOneInFlightToo() {
    count(3);
    pass(INTERVAL);
    count(4);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    feed.close();

    assertThat(told()).containsExactly("1: 3", "1: 7");
    assertThat(log.ledger().getLast().getLast()).isTrue();
  }

  @Test
  void endsWithTheNextNumberWhereTheLogKeptAll() {
    count(3);
    pass(INTERVAL);
    log.settle(true);
    count(4);

    feed.close();

    assertThat(told()).containsExactly("1: 3", "2: 4");
  }

  private void count(int exchanges) {
    for (int i = 0; i < exchanges; i++) {
      ledger.count("GET /a", Fate.CAPTURED, 1);
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    feed.tend();
  }

  /** Number and exchanges of each entry that the log took. */
  private List<String> told() {
    return log.ledger().stream()
        .map(
            entry ->
                "%d: %d"
                    .formatted(
                        entry.getSequence(),
                        entry.getCountsList().stream()
                            .mapToLong(LedgerEntry.Count::getExchanges)
                            .sum()))
        .toList();
  }
}
