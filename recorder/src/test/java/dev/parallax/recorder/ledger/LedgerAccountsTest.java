package dev.parallax.recorder.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerAccountsTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private final LedgerAccounts accounts = new LedgerAccounts();

  private static LedgerEntry entry(String recorder, long sequence, Fate fate, long exchanges) {
    return LedgerEntry.newBuilder()
        .setRecorder(recorder)
        .setService("shop")
        .setSequence(sequence)
        .setFromNanos(sequence * 10)
        .setToNanos(sequence * 10 + 10)
        .addCounts(
            LedgerEntry.Count.newBuilder()
                .setEndpoint("GET /a")
                .setFate(fate)
                .setExchanges(exchanges))
        .build();
  }

  private RecorderAccount only() {
    List<RecorderAccount> all = accounts.accounts();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void addsUpToWhatWasCountedThoughEntriesAreToldAgain(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Ledger ledger = new Ledger();
    LedgerJournal journal = new LedgerJournal(ledger, "shop", "a/1", START, random);
    List<LedgerEntry> recent = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Fate fate = random.nextBoolean() ? Fate.CAPTURED : Fate.LOST_QUEUE_FULL;
      ledger.count("GET /" + random.nextInt(5), fate, 1);
      if (random.nextInt(50) == 0) {
        ledger.withdraw(1);
      }
      if (random.nextInt(4) == 0) {
        LedgerEntry next = journal.next(START.plusSeconds(i)).orElseThrow();
        accounts.add(next);
        if (random.nextInt(3) > 0) {
          journal.written(next);
          recent.add(next);
        }
      }
      if (!recent.isEmpty() && random.nextInt(10) == 0) {
        accounts.add(recent.get(Math.max(0, recent.size() - 1 - random.nextInt(100))));
      }
    }
    accounts.add(journal.last(START.plusSeconds(2_000)));

    RecorderAccount account = only();
    assertThat(account.fates()).isEqualTo(ledger.totals());
    assertThat(account.seen()).isEqualTo(2_000);
    assertThat(account.isWhole()).isTrue();
    assertThat(account.endpoints())
        .containsOnlyKeys("GET /0", "GET /1", "GET /2", "GET /3", "GET /4", "unclassified");
  }

  @Test
  void tellsWhichEntriesAreMissing() {
    for (long sequence = 5; sequence < 200; sequence++) {
      if (sequence != 7 && sequence != 100 && sequence != 101 && sequence != 198) {
        accounts.add(entry("a/1", sequence, Fate.CAPTURED, 2));
      }
    }
    RecorderAccount account = only();
    assertThat(account.missingEntries()).isEqualTo(4);
    assertThat(account.missingFirst()).isEqualTo(4);
    assertThat(account.entries()).isEqualTo(191);
    assertThat(account.seen()).isEqualTo(382);
    assertThat(account.isWhole()).isFalse();
  }

  @Test
  void isNotWholeWithoutItsFirstEntries() {
    accounts.add(entry("a/1", 3, Fate.CAPTURED, 2));
    accounts.add(entry("a/1", 4, Fate.CAPTURED, 2).toBuilder().setLast(true).build());
    RecorderAccount account = only();
    assertThat(account.missingFirst()).isEqualTo(2);
    assertThat(account.missingEntries()).isZero();
    assertThat(account.ended()).isTrue();
    assertThat(account.isWhole()).isFalse();
  }

  @Test
  void tellsWhoHasNoLastEntry() {
    accounts.add(entry("a/1", 1, Fate.CAPTURED, 2));
    accounts.add(entry("a/2", 1, Fate.CAPTURED, 3).toBuilder().setLast(true).build());
    assertThat(accounts.accounts())
        .extracting(RecorderAccount::recorder, RecorderAccount::instance, RecorderAccount::ended)
        .containsExactly(tuple("a/1", "a", false), tuple("a/2", "a", true));
  }

  @Test
  void addsCorrections() {
    accounts.add(entry("a/1", 1, Fate.CAPTURED, 5));
    accounts.add(
        entry("a/1", 2, Fate.CAPTURED, -2).toBuilder()
            .addCounts(
                LedgerEntry.Count.newBuilder()
                    .setEndpoint(Ledger.UNCLASSIFIED)
                    .setFate(Fate.LOST_SPOOL)
                    .setExchanges(2))
            .build());
    assertThat(only().fates()).isEqualTo(Map.of(Fate.CAPTURED, 3L, Fate.LOST_SPOOL, 2L));
    assertThat(only().seen()).isEqualTo(5);
  }
}
