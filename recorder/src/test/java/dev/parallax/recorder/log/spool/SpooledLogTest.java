package dev.parallax.recorder.log.spool;

import static dev.parallax.recorder.log.spool.SpoolFixture.append;
import static dev.parallax.recorder.log.spool.SpoolFixture.awaitEmpty;
import static dev.parallax.recorder.log.spool.SpoolFixture.exchange;
import static dev.parallax.recorder.log.spool.SpoolFixture.id;
import static dev.parallax.recorder.log.spool.SpoolFixture.ids;
import static dev.parallax.recorder.log.spool.SpoolFixture.segments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parallax.recorder.log.EventRefusedException;
import dev.parallax.recorder.log.LogAwayException;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.log.spool.FarLog.Mood;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SpooledLogTest {

  private static final Duration NEVER = Duration.ofDays(1);
  private static final long MAX_BYTES = 64 << 20;

  @TempDir private Path work;

  private final FarLog far = new FarLog();

  private Path directory() {
    return work.resolve("spool");
  }

  private SpooledLog open(Duration stuck) throws IOException {
    return SpooledLog.open(far, new SpoolSettings(directory(), MAX_BYTES), stuck);
  }

  @Test
  void writesNothingToDiskWhileTheLogAnswers() throws IOException {
    try (SpooledLog log = open(NEVER)) {
      AtomicInteger kept = append(log, 0, 100);

      assertThat(far.kept()).isEqualTo(ids(0, 100));
      assertThat(kept).hasValue(100);
      assertThat(segments(directory())).isEmpty();
    }
    assertThat(far.isClosed()).isTrue();
  }

  @Test
  void keepsWhatTheLogDoesNotTakeAndForwardsItInOrder() throws IOException {
    try (SpooledLog log = open(NEVER)) {
      append(log, 0, 10);
      far.is(Mood.AWAY);
      AtomicInteger kept = append(log, 10, 500);
      assertThat(kept).as("not all are durable yet").hasValueLessThan(490);
      log.tend();
      assertThat(kept).hasValue(490);
      assertThat(log.counts().exchanges()).isEqualTo(490);
      assertThat(log.counts().bytes()).isPositive();

      far.is(Mood.ANSWERS);
      append(log, 500, 600);
      awaitEmpty(log);
      append(log, 600, 700);

      await().until(() -> far.kept().size() == 700);
      assertThat(far.kept()).isEqualTo(ids(0, 700));
      assertThat(log.counts())
          .matches(counts -> counts.bytes() == 0 && counts.oldestSeconds() == 0)
          .matches(counts -> counts.forwarded() >= 490 && counts.lost() == 0);
      assertThat(segments(directory())).isEmpty();
    }
  }

  @Test
  void isForItsUserAlone() throws IOException {
    try (SpooledLog _ = open(NEVER)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void keepsWhatTheLogGivesUp() throws IOException {
    try (SpooledLog log = open(NEVER)) {
      far.is(Mood.LOSES);
      AtomicInteger kept = append(log, 0, 1);
      assertThat(kept).hasValue(0);

      log.tend();

      assertThat(kept).hasValue(1);
      far.is(Mood.ANSWERS);
      awaitEmpty(log);
      assertThat(far.kept()).containsExactly(id(0));
    }
  }

  @Test
  void keepsWhatTheLogDoesNotAcknowledgeBeforeWhatComesAfter() throws IOException {
    try (SpooledLog log = open(Duration.ZERO)) {
      far.is(Mood.SILENT);
      AtomicInteger kept = append(log, 0, 10);
      log.tend();
      assertThat(kept).as("on disk").hasValue(10);
      assertThat(far.kept()).isEmpty();

      far.is(Mood.ANSWERS);
      awaitEmpty(log);

      assertThat(kept).as("told once").hasValue(10);
      assertThat(far.kept()).as("not sent again: it was acknowledged").isEqualTo(ids(0, 10));
    }
  }

  @Test
  void staysWithTheLogWhereThereIsNoRoomOnDisk() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    try (SpooledLog log = SpooledLog.open(far, new SpoolSettings(directory(), 1 << 20), NEVER)) {
      far.is(Mood.AWAY);
      int taken = 0;
      while (true) {
        try {
          log.append(exchange(taken, 10_000, random), Receipt.none());
          taken++;
        } catch (LogAwayException full) {
          assertThat(full)
              .hasMessageContaining("spool %s is full".formatted(directory()))
              .hasMessageContaining("record.spoolMax, 1048576");
          break;
        }
      }
      assertThat(log.counts().bytes()).isLessThanOrEqualTo(1 << 20);
      assertThat(taken).isGreaterThan(50);

      far.is(Mood.ANSWERS);
      awaitEmpty(log);
      append(log, taken, taken + 1);
      int all = taken + 1;
      await().until(() -> far.kept().size() == all);
      assertThat(far.kept()).isEqualTo(ids(0, all));
    }
  }

  @Test
  void passesOnWhatTheLogRefusesForGood() throws IOException {
    try (SpooledLog log = open(NEVER)) {
      far.tooLarge(id(1));
      far.poison(id(2));
      append(log, 0, 1);
      assertThatThrownBy(() -> append(log, 1, 2)).isInstanceOf(EventRefusedException.class);
      AtomicInteger kept = append(log, 2, 3);
      assertThat(kept).hasValue(0);
      append(log, 3, 4);
      assertThat(far.kept()).containsExactly(id(0), id(3));
      assertThat(log.counts().exchanges()).isZero();
    }
  }

  @Test
  void losesOfTheSpoolWhatTheLogRefusesForGoodAndTellsHowMany() throws IOException {
    try (SpooledLog log = open(NEVER)) {
      far.is(Mood.AWAY);
      append(log, 0, 6);
      far.tooLarge(id(1));
      far.poison(id(3));
      far.is(Mood.ANSWERS);
      awaitEmpty(log);
      assertThat(far.kept()).containsExactly(id(0), id(2), id(4), id(5));
      assertThat(log.takeWithdrawn()).isEqualTo(2);
      assertThat(log.takeWithdrawn()).isZero();
      assertThat(log.counts().lost()).isEqualTo(2);
    }
  }

  @Test
  void leavesWhatTheLogDoesNotTakeForTheNextProcess() throws IOException {
    SpooledLog log = open(NEVER);
    far.is(Mood.AWAY);
    AtomicInteger kept = append(log, 0, 20);
    log.flush();
    log.close();
    assertThat(kept).hasValue(20);
    assertThat(log.counts().exchanges()).isEqualTo(20);

    FarLog next = new FarLog();
    try (SpooledLog again =
        SpooledLog.open(next, new SpoolSettings(directory(), MAX_BYTES), NEVER)) {
      append(again, 20, 30);
      awaitEmpty(again);
      assertThat(next.kept()).isEqualTo(ids(0, 30));
    }
  }

  @Test
  void keepsAtItsEndWhatTheLogHasNotAcknowledged() throws IOException {
    SpooledLog log = open(NEVER);
    far.is(Mood.SILENT);
    AtomicInteger kept = append(log, 0, 20);
    log.flush();
    assertThat(kept).hasValue(20);
    append(log, 20, 21);
    log.close();

    FarLog next = new FarLog();
    try (SpooledLog again =
        SpooledLog.open(next, new SpoolSettings(directory(), MAX_BYTES), NEVER)) {
      awaitEmpty(again);
      assertThat(next.kept()).isEqualTo(ids(0, 21));
    }
  }

  @Test
  void belongsToOneProcessAtATime() throws IOException {
    try (SpooledLog _ = open(NEVER)) {
      assertThatIOException()
          .isThrownBy(() -> open(NEVER))
          .isInstanceOf(SpoolInUseException.class)
          .withMessage(
              "spool %s: another proxy has it (expected: a directory for each)"
                  .formatted(directory().toRealPath()));
    }
    open(NEVER).close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void keepsAllInOrderWhateverTheLogDoes(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> appended = new ArrayList<>();
    AtomicInteger kept = new AtomicInteger();
    List<Mood> moods = List.of(Mood.values());
    try (SpooledLog log = open(Duration.ofMillis(20))) {
      for (int i = 0; i < 3_000; i++) {
        if (random.nextInt(100) == 0) {
          far.is(moods.get(random.nextInt(moods.size())));
        }
        if (random.nextInt(50) == 0) {
          log.tend();
        }
        log.append(exchange(i, random.nextInt(2_000), random), ok -> kept.addAndGet(ok ? 1 : 0));
        appended.add(id(i));
      }
      far.is(Mood.ANSWERS);
      log.tend();
      awaitEmpty(log);
      await().until(() -> kept.get() == 3_000);
      assertThat(log.counts().lost()).isZero();
    }
    assertThat(List.copyOf(new LinkedHashSet<>(far.kept())))
        .as("the first of each, in order")
        .isEqualTo(appended);
  }
}
