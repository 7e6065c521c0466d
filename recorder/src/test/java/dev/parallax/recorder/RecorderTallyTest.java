package dev.parallax.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.capture.MemoryLog;
import dev.parallax.recorder.capture.RawExchanges;
import dev.parallax.recorder.ledger.LedgerAccounts;
import dev.parallax.recorder.ledger.RecorderAccount;
import dev.parallax.recorder.ledger.TallyFiles;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recorder that is killed, and the one after it: a copy of the tally is what the kill leaves. */
@Timeout(60)
class RecorderTallyTest {

  @TempDir Path work;
  private Path killed;
  private Path next;

  @BeforeEach
  void directories() throws IOException {
    killed = Files.createDirectory(work.resolve("killed"));
    next = Files.createDirectory(work.resolve("next"));
  }

  private static Recorder start(MemoryLog log, Path directory, String instance) {
    return Recorder.start(
        new RecorderSettings(
            "shop",
            Deployment.newBuilder().setInstance(instance).build(),
            1 << 20,
            Duration.ofMillis(20),
            Duration.ofSeconds(10)),
        new Sanitiser(SanitisePolicy.strict(), PseudonymKey.of(new byte[32])),
        log,
        TallyFiles.in(directory));
  }

  private static List<Path> tallies(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private void kill() throws IOException {
    Path tally = tallies(killed).getFirst();
    Files.copy(tally, next.resolve(tally.getFileName()));
  }

  private static RecorderAccount account(List<LedgerEntry> log, String instance) {
    LedgerAccounts accounts = new LedgerAccounts();
    log.forEach(accounts::add);
    return accounts.accounts().stream()
        .filter(one -> one.instance().equals(instance))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tellsWhatTheKilledOneSawLast() throws IOException {
    MemoryLog log = new MemoryLog();
    MemoryLog after = new MemoryLog();
    try (Recorder recorder = start(log, killed, "shop-0")) {
      for (int i = 0; i < 30; i++) {
        recorder.begin();
        recorder.submit(RawExchanges.get(i, 0));
      }
      recorder.begin();
      recorder.count(Fate.TAP_OFF);
      recorder.count(Fate.REFUSED_UNREAD);
      await().until(() -> !log.ledger().isEmpty());
      // From here on nothing is heard of what the log takes.
      await().until(() -> recorder.totals().captured() == 30);
      log.failFlushes(true);
      for (int i = 30; i < 40; i++) {
        recorder.begin();
        recorder.submit(RawExchanges.get(i, 0));
      }
      await().until(() -> log.exchanges().size() == 40);
      recorder.begin();
      recorder.begin();
      kill();
    }
    try (Recorder recorder = start(after, next, "shop-1")) {
      await().until(() -> tallies(next).size() == 1);
      assertThat(recorder.totals().exchanges()).isEmpty();
    }
    RecorderAccount account = account(after.ledger(), "shop-0");
    assertThat(after.ledger().stream().filter(LedgerEntry::getKilled)).hasSize(1);
    assertThat(account.killed()).isTrue();
    assertThat(account.open()).isEqualTo(2);
    assertThat(account.unheard()).isEqualTo(10);
    assertThat(account.fates()).containsEntry(Fate.LOST_CRASH, 10L);
    assertThat(tallies(next)).as("both have told all").isEmpty();
  }

  @Test
  void agreesWithTheEntriesBeforeIt() throws IOException {
    MemoryLog log = new MemoryLog();
    MemoryLog after = new MemoryLog();
    List<LedgerEntry> written;
    try (Recorder recorder = start(log, killed, "shop-0")) {
      for (int i = 0; i < 500; i++) {
        recorder.begin();
        recorder.submit(RawExchanges.get(i, 0));
      }
      await().until(() -> recorder.totals().captured() == 500);
      written = List.copyOf(log.ledger());
      kill();
    }
    try (Recorder _ = start(after, next, "shop-1")) {
      await().until(() -> tallies(next).size() == 1);
    }
    RecorderAccount account =
        account(Stream.concat(written.stream(), after.ledger().stream()).toList(), "shop-0");
    assertThat(account.fates()).isEqualTo(Map.of(Fate.CAPTURED, 500L));
    assertThat(account.isWhole()).isTrue();
  }

  @Test
  void tellsItAgainUntilTheLogKeepsIt() throws IOException {
    try (Recorder recorder = start(new MemoryLog(), killed, "shop-0")) {
      recorder.begin();
      recorder.submit(RawExchanges.get(1, 0));
      await().until(() -> recorder.totals().captured() == 1);
      kill();
    }
    MemoryLog full = new MemoryLog();
    full.refuse(LedgerEntry.class::isInstance);
    start(full, next, "shop-1").close();
    assertThat(tallies(next)).as("its own, and the one before").hasSize(2);
    MemoryLog log = new MemoryLog();
    log.refuse(LedgerEntry.class::isInstance);
    try (Recorder _ = start(log, next, "shop-2")) {
      log.refuse(_ -> false);
      await().until(() -> tallies(next).size() == 1);
    }
    assertThat(account(log.ledger(), "shop-0").isExact()).isTrue();
    assertThat(account(log.ledger(), "shop-1").isExact()).isTrue();
    assertThat(tallies(next)).isEmpty();
  }
}
