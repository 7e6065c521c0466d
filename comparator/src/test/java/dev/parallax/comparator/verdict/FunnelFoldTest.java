package dev.parallax.comparator.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.AttemptSummary;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.ExchangeRef;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proto.Leg;
import dev.parallax.proto.RunRequested;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The account of what was recorded, where entries of the ledger are told more than once. */
class FunnelFoldTest {

  private final FunnelFold fold = new FunnelFold(RunRequested.getDefaultInstance());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void countsAnEntryThatWasToldAgainOnceInWhateverOrder(long seed) {
    List<LedgerEntry> entries =
        new ArrayList<>(
            List.of(
                entry("shop-0", 1, 10, 3, 0),
                entry("shop-0", 1, 20, 7, 1),
                entry("shop-0", 1, 30, 9, 1),
                entry("shop-0", 2, 40, 5, 0),
                entry("shop-1", 1, 15, 100, 0),
                entry("shop-1", 1, 15, 100, 0)));
    Collections.shuffle(entries, new Random(seed));

    entries.forEach(fold::add);

    assertThat(fold.funnel().losses())
        .isEqualTo(
            Map.of(
                "captured: LOST_LOG_ERROR", 1L,
                "captured: not in the recording that was replayed", 114L));
    assertThat(fold.funnel().seen()).isEqualTo(115);
  }

  @Test
  void accountsForWhatTheFilterLeftOut() {
    FunnelFold filtered =
        new FunnelFold(
            RunRequested.newBuilder()
                .setFromNanos(1)
                .setToNanos(9)
                .setWhere("response.status >= 500")
                .setLeftOut(70)
                .build());
    filtered.add(entry("shop-0", 1, 10, 100, 2));

    assertThat(filtered.funnel().losses())
        .isEqualTo(
            Map.of(
                "captured: LOST_LOG_ERROR", 2L,
                "captured: left out by this run's filter", 70L,
                "captured: not in this run's window", 30L));
    assertThat(filtered.funnel().seen()).isEqualTo(102);
  }

  /** A suite without a ledger says nothing of what was seen besides. */
  @Test
  void countsWhatTheFilterLeftOutAsSeenWithoutALedger() {
    FunnelFold filtered = new FunnelFold(RunRequested.newBuilder().setLeftOut(3).build());

    assertThat(filtered.funnel().seen()).isEqualTo(3);
    assertThat(filtered.funnel().captured()).isZero();
  }

  /** Within one reading of the clock, and where the clock was set back. */
  @Test
  void takesTheEntryThatHoldsTheOthersWhereTheClockDoesNotTell() {
    fold.add(entry("shop-0", 1, 10, 3, 0));
    fold.add(entry("shop-0", 1, 10, 7, 0));
    fold.add(entry("shop-0", 2, 30, 1, 0));
    fold.add(entry("shop-0", 2, 25, 2, 0));

    assertThat(fold.funnel().seen()).isEqualTo(9);
  }

  @Test
  void weightsSharesByWhatExchangesStandFor() {
    for (int i = 0; i < 10; i++) {
      fold.add(comparison("ordinary-" + i, 100, 200, 200));
      fold.add(comparison("error-" + i, 1, 503, 200));
      fold.add(comparison("context-" + i, 0, 404, 200));
    }
    fold.add(comparison("ordinary-10", 100, 200, 500));

    Traffic traffic = fold.coverage().traffic();
    assertThat(traffic.exercisedShare()).isEqualTo(1_000 / 1_110.0);
    assertThat(traffic.errorShare()).isEqualTo(100 / 1_100.0);
    assertThat(fold.coverage().candidateErrors()).isEqualTo(1);
    assertThat(traffic.compared().total()).isEqualTo(1_000);
    assertThat(traffic.compared().low()).isBetween(400.0, 700.0);
    assertThat(traffic.compared().high()).isBetween(1_400.0, 2_500.0);
  }

  @Test
  void takesSharesOfCountsWhereNothingHasAWeight() {
    fold.add(comparison("a", 0, 200, 200));
    fold.add(comparison("b", 0, 404, 200));

    assertThat(fold.coverage().traffic().exercisedShare()).isEqualTo(0.5);
  }

  /** Without a control. */
  private static Comparison comparison(String id, double weight, int captured, int candidate) {
    return Comparison.newBuilder()
        .setExchange(ExchangeRef.newBuilder().setId(id))
        .setSession("s-" + id)
        .setWeight(weight)
        .setExercised(captured / 100 == candidate / 100)
        .addAttempts(AttemptSummary.newBuilder().setLeg(Leg.CAPTURED_LEG).setStatus(captured))
        .addAttempts(AttemptSummary.newBuilder().setLeg(Leg.CANDIDATE).setStatus(candidate))
        .build();
  }

  private static LedgerEntry entry(
      String recorder, long sequence, long toNanos, long captured, long lost) {
    return LedgerEntry.newBuilder()
        .setRecorder(recorder)
        .setSequence(sequence)
        .setToNanos(toNanos)
        .addCounts(count(Fate.CAPTURED, captured))
        .addCounts(count(Fate.LOST_LOG_ERROR, lost))
        .build();
  }

  private static LedgerEntry.Count count(Fate fate, long exchanges) {
    return LedgerEntry.Count.newBuilder()
        .setEndpoint("GET /a")
        .setFate(fate)
        .setExchanges(exchanges)
        .build();
  }
}
