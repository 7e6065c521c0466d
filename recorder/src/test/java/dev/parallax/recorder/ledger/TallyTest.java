package dev.parallax.recorder.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process leaves is read as it would be after a kill: whenever that comes. */
class TallyTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final List<Fate> FATES =
      List.of(Fate.CAPTURED, Fate.SAMPLED_OUT, Fate.TAP_OFF, Fate.LOST_QUEUE_FULL);

  @TempDir Path directory;

  private LeftTally left() {
    List<LeftTally> left = TallyFiles.in(directory).left(START);
    assertThat(left).hasSize(1);
    return left.getFirst();
  }

  private static RecorderAccount account(List<LedgerEntry> log) {
    LedgerAccounts accounts = new LedgerAccounts();
    log.forEach(accounts::add);
    assertThat(accounts.accounts()).hasSize(1);
    return accounts.accounts().getFirst();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void tellsWhatNoEntryHadToldWheneverTheProcessIsKilled(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Tally tally = TallyFiles.in(directory).create("shop", "shop-0/u1", START);
    Ledger ledger = new Ledger(tally);
    LedgerJournal journal = new LedgerJournal(ledger, "shop", "shop-0/u1", START, random);
    List<LedgerEntry> log = new ArrayList<>();
    Map<Fate, Long> counted = new EnumMap<>(Fate.class);
    int steps = random.nextInt(50, 2_000);
    for (int i = 0; i < steps; i++) {
      tally.begin();
      tally.see();
      Fate fate = FATES.get(random.nextInt(FATES.size()));
      ledger.count("GET /" + random.nextInt(5), fate, 10);
      counted.merge(fate, 1L, Long::sum);
      if (random.nextInt(100) == 0) {
        LedgerEntry entry = journal.next(START.plusMillis(i)).orElseThrow();
        // Kept and heard of, kept unheard, or not kept.
        switch (random.nextInt(3)) {
          case 0 -> {
            log.add(entry);
            journal.written(entry);
          }
          case 1 -> log.add(entry);
          default -> {}
        }
      }
    }
    for (int i = 0; i < 7; i++) {
      tally.begin();
    }
    for (int i = 0; i < 4; i++) {
      tally.see();
    }
    tally.unheard(3);
    tally.unheard(-1);

    LedgerEntry closing = left().closing();
    log.add(closing);
    RecorderAccount account = account(log);
    counted.put(Fate.LOST_CRASH, 4L);
    assertThat(account.fates()).isEqualTo(counted);
    assertThat(account.seen()).isEqualTo(steps + 4).isEqualTo(tally.seen());
    assertThat(account.open()).isEqualTo(3);
    assertThat(account.unheard()).isEqualTo(2);
    assertThat(account.killed()).isTrue();
    assertThat(account.isWhole()).isTrue();
    assertThat(account.isExact()).isFalse();
    assertThat(account.heard(2).fates())
        .containsEntry(Fate.CAPTURED, counted.getOrDefault(Fate.CAPTURED, 0L) + 2)
        .containsEntry(Fate.LOST_CRASH, 2L);
  }

  @Test
  void winsOverTheEntryThatTheLogHoldsUnheardThoughItCountsNoMore() {
    Ledger ledger = new Ledger(TallyFiles.in(directory).create("shop", "shop-0/u1", START));
    LedgerJournal journal =
        new LedgerJournal(ledger, "shop", "shop-0/u1", START, new SplittableRandom(1));
    ledger.tally().begin();
    ledger.tally().see();
    ledger.count("GET /a", Fate.CAPTURED, 5);
    LedgerEntry unheard = journal.next(START.plusSeconds(10)).orElseThrow();
    for (List<LedgerEntry> log :
        List.of(List.of(unheard, left().closing()), List.of(left().closing(), unheard))) {
      RecorderAccount account = account(log);
      assertThat(account.isExact()).isTrue();
      assertThat(account.killed()).isTrue();
      assertThat(account.fates()).isEqualTo(Map.of(Fate.CAPTURED, 1L));
      assertThat(account.service()).isEqualTo("shop");
      assertThat(account.recorder()).isEqualTo("shop-0/u1");
    }
  }

  @Test
  void owesNothingOnceTheLastEntryIsKept() throws IOException {
    Ledger ledger = new Ledger(TallyFiles.in(directory).create("shop", "shop-0/u1", START));
    LedgerJournal journal =
        new LedgerJournal(ledger, "shop", "shop-0/u1", START, new SplittableRandom(1));
    journal.written(journal.last(START));
    journal.end();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void countsInMemoryWhereNoFileCanBeMade() {
    Tally tally = TallyFiles.in(directory.resolve("missing")).create("shop", "shop-0/u1", START);
    tally.see();
    assertThat(tally.seen()).isEqualTo(1);
    Tally named = TallyFiles.in(directory).create("s".repeat(3_000), "shop-0/u1", START);
    named.see();
    assertThat(named.seen()).isEqualTo(1);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void passesOverWhatIsNoTally() throws IOException {
    Files.writeString(directory.resolve("a.ledger"), "short");
    Files.write(directory.resolve("b.ledger"), new byte[TallyFormat.BYTES]);
    byte[] wrong = TallyFormat.begun("shop", "shop-0/u1", 0).array();
    wrong[TallyFormat.NAMES + 3] = 0x7f;
    Files.write(directory.resolve("c.ledger"), wrong);
    wrong[TallyFormat.NAMES + 3] = 0;
    wrong[(int) TallyFormat.CURRENT + 7] = 0x7f;
    Files.write(directory.resolve("d.ledger"), wrong);
    assertThat(TallyFiles.in(directory).left(START)).isEmpty();
    assertThat(TallyFiles.in(directory.resolve("missing")).left(START)).isEmpty();
  }
}
