package dev.parallax.recorder.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.ledger.LedgerJournal;
import dev.parallax.recorder.log.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class UnsettledTest {

  private final Ledger ledger = new Ledger();
  private final Unsettled unsettled = new Unsettled(ledger);

  @Test
  void countsNothingUntilTheLogSaysWhatBecameOfIt() {
    Receipt kept = appended(1);
    Receipt lost = appended(2);
    assertThat(ledger.totals()).isEmpty();

    lost.settled(false);
    kept.settled(true);

    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.CAPTURED, 1L, Fate.LOST_LOG_ERROR, 1L));
  }

  @Test
  void countsEachOnceHoweverOftenItIsSettled() {
    Receipt receipt = appended(1);

    receipt.settled(true);
    receipt.settled(false);
    unsettled.settleAppended(Fate.LOST_LOG_ERROR);
    unsettled.end();

    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.CAPTURED, 1L));
  }

  @Test
  void countsAsLostWhatIsSettledAfterTheEnd() {
    Receipt late = appended(1);
    unsettled.take(RawExchanges.get(2, 10));

    unsettled.end();
    late.settled(true);
    unsettled.settle("GET /b", Fate.SAMPLED_OUT);

    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.LOST_AT_SHUTDOWN, 2L));
  }

  @Test
  void countsWhatWasHeldBackByItsEndpoint() {
    unsettled.take(RawExchanges.get(1, 10));

    unsettled.holdBack("GET /a").sampledOut();

    LedgerJournal journal =
        new LedgerJournal(ledger, "shop", "r", Instant.EPOCH, new SplittableRandom(1));
    assertThat(journal.next(Instant.EPOCH).orElseThrow().getCountsList())
        .extracting(LedgerEntry.Count::getEndpoint, LedgerEntry.Count::getFate)
        .containsExactly(tuple("GET /a", Fate.SAMPLED_OUT));
  }

  /** As where the worker hangs in the log, and comes back after somebody else gave it up. */
  @Test
  void givesNoReceiptForWhatTheEndHasCountedAlready() {
    unsettled.take(RawExchanges.get(1, 10));
    unsettled.end();

    unsettled.append("GET /a").settled(true);

    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.LOST_AT_SHUTDOWN, 1L));
  }

  @Test
  void tellsApartTwoOfOneEndpointAndSize() {
    Receipt one = appended(1);
    Receipt other = appended(1);

    one.settled(true);
    one.settled(true);
    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.CAPTURED, 1L));

    other.settled(true);
    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.CAPTURED, 2L));
  }

  @Test
  void countsEachOnceWhileTheEndRacesWithTheLogsThread() throws InterruptedException {
    int exchanges = 2_000;
    List<Receipt> receipts = new ArrayList<>();
    for (int i = 0; i < exchanges; i++) {
      receipts.add(appended(i));
    }
    CountDownLatch half = new CountDownLatch(exchanges / 2);
    try (ExecutorService logs = Executors.newFixedThreadPool(2)) {
      for (Receipt receipt : receipts) {
        logs.execute(
            () -> {
              receipt.settled(true);
              half.countDown();
            });
      }
      half.await();
      unsettled.end();
    }

    assertThat(ledger.totals().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(exchanges);
    assertThat(ledger.totals().get(Fate.CAPTURED)).isGreaterThanOrEqualTo(exchanges / 2);
  }

  private Receipt appended(int number) {
    unsettled.take(RawExchanges.get(number, 10));
    return unsettled.append("GET /a");
  }
}
