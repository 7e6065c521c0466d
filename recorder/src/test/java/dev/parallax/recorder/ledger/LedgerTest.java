package dev.parallax.recorder.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final List<Fate> FATES =
      List.of(Fate.CAPTURED, Fate.SAMPLED_OUT, Fate.TAP_OFF, Fate.LOST_QUEUE_FULL);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void entriesAddUpToWhatWasCounted(long seed) {
    Random random = new Random(seed);
    Ledger ledger = new Ledger();
    LedgerJournal journal = journal(ledger);
    Map<String, Long> counted = new TreeMap<>();
    List<LedgerEntry> entries = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      String endpoint = "GET /" + random.nextInt(5);
      Fate fate = FATES.get(random.nextInt(FATES.size()));
      int bytes = random.nextInt(1000);
      ledger.count(endpoint, fate, bytes);
      counted.merge(endpoint + fate, 1_000_000_000L + bytes, Long::sum);
      if (random.nextInt(100) == 0) {
        // Some of them don't make it into the log.
        LedgerEntry entry = journal.next(START.plusMillis(i)).orElseThrow();
        if (random.nextBoolean()) {
          journal.written(entry);
          entries.add(entry);
        }
      }
    }
    entries.add(journal.last(START.plusSeconds(9)));
    Map<String, Long> summed = new TreeMap<>();
    for (LedgerEntry entry : entries) {
      for (LedgerEntry.Count count : entry.getCountsList()) {
        summed.merge(
            count.getEndpoint() + count.getFate(),
            count.getExchanges() * 1_000_000_000L + count.getBytes(),
            Long::sum);
      }
    }
    assertThat(summed).isEqualTo(counted);
    assertPeriodsTile(entries);
  }

  private static void assertPeriodsTile(List<LedgerEntry> entries) {
    long fromNanos = START.getEpochSecond() * 1_000_000_000L;
    for (int i = 0; i < entries.size(); i++) {
      LedgerEntry entry = entries.get(i);
      assertThat(entry.getSequence()).isEqualTo(i + 1);
      assertThat(entry.getFromNanos()).isEqualTo(fromNanos);
      assertThat(entry.getLast()).isEqualTo(i == entries.size() - 1);
      fromNanos = entry.getToNanos();
    }
  }

  @Test
  void losesNoCountToConcurrency() throws Exception {
    int threads = 8;
    int each = 20_000;
    Ledger ledger = new Ledger();
    LedgerJournal journal = journal(ledger);
    long reported = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> producers = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        producers.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    ledger.count("GET /" + i % 7, FATES.get(i % FATES.size()), 1);
                  }
                }));
      }
      boolean running = true;
      while (running) {
        running = !producers.stream().allMatch(Future::isDone);
        LedgerEntry entry = journal.next(START).orElse(null);
        if (entry != null) {
          journal.written(entry);
          reported +=
              entry.getCountsList().stream().mapToLong(LedgerEntry.Count::getExchanges).sum();
        }
      }
      for (Future<?> producer : producers) {
        producer.get();
      }
    }
    assertThat(reported).isEqualTo((long) threads * each);
    assertThat(ledger.totals().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo((long) threads * each);
  }

  @Test
  void countsEndpointsBeyondTheLimitAsUnclassified() {
    Ledger ledger = new Ledger(Tally.inMemory(), 2);
    for (String endpoint : List.of("GET /a", "GET /b", "GET /c", "GET /d", "GET /a")) {
      ledger.count(endpoint, Fate.CAPTURED, 1);
    }
    LedgerEntry entry = journal(ledger).last(START);
    assertThat(entry.getCountsList())
        .extracting(LedgerEntry.Count::getEndpoint, LedgerEntry.Count::getExchanges)
        .containsExactly(tuple("GET /a", 2L), tuple("GET /b", 1L), tuple(Ledger.UNCLASSIFIED, 2L));
  }

  @Test
  void writesNothingWhereNothingHappenedButAlwaysTheLastEntry() {
    LedgerJournal journal = journal(new Ledger());
    assertThat(journal.next(START.plusSeconds(10))).isEmpty();
    LedgerEntry last = journal.last(START.plusSeconds(20));
    assertThat(last.getLast()).isTrue();
    assertThat(last.getSequence()).isEqualTo(1);
    assertThat(last.getRecorder()).isEqualTo("shop-0/1");
    assertThat(last.getService()).isEqualTo("shop");
  }

  @Test
  void totalsGoByFate() {
    Ledger ledger = new Ledger();
    ledger.count("GET /a", Fate.CAPTURED, 1);
    ledger.count("GET /b", Fate.CAPTURED, 1);
    ledger.count(Ledger.UNCLASSIFIED, Fate.LOST_QUEUE_FULL, 1);
    assertThat(ledger.totals())
        .isEqualTo(new EnumMap<>(Map.of(Fate.CAPTURED, 2L, Fate.LOST_QUEUE_FULL, 1L)));
  }

  @Test
  void tellsTheFirstEndpointsAndAllOthersTogether() {
    Ledger ledger = new Ledger();
    for (String endpoint : List.of("GET /c", "GET /b", "GET /a", "GET /d", "GET /c")) {
      ledger.count(endpoint, Fate.CAPTURED, 1);
    }
    ledger.count("GET /b", Fate.SAMPLED_OUT, 1);
    ledger.count(Ledger.UNCLASSIFIED, Fate.LOST_QUEUE_FULL, 1);
    Map<String, Map<Fate, Long>> told =
        Map.of(
            "GET /c",
            Map.of(Fate.CAPTURED, 2L),
            "GET /b",
            Map.of(Fate.CAPTURED, 1L, Fate.SAMPLED_OUT, 1L),
            Ledger.OTHER,
            Map.of(Fate.CAPTURED, 2L),
            Ledger.UNCLASSIFIED,
            Map.of(Fate.LOST_QUEUE_FULL, 1L));
    assertThat(ledger.byEndpoint(2)).isEqualTo(told);
    ledger.count("GET /a", Fate.CAPTURED, 1);
    assertThat(ledger.byEndpoint(2)).containsEntry(Ledger.OTHER, Map.of(Fate.CAPTURED, 3L));
  }

  @Test
  void needsAFate() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ledger().count("GET /a", Fate.FATE_UNSPECIFIED, 1))
        .withMessage("fate: FATE_UNSPECIFIED (expected: a specified one)");
  }

  private static LedgerJournal journal(Ledger ledger) {
    return new LedgerJournal(ledger, "shop", "shop-0/1", START, new SplittableRandom(1));
  }
}
