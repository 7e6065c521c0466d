package dev.parallax.recorder.log.spool;

import static dev.parallax.recorder.log.spool.SpoolFixture.append;
import static dev.parallax.recorder.log.spool.SpoolFixture.awaitEmpty;
import static dev.parallax.recorder.log.spool.SpoolFixture.exchange;
import static dev.parallax.recorder.log.spool.SpoolFixture.ids;
import static dev.parallax.recorder.log.spool.SpoolFixture.killed;
import static dev.parallax.recorder.log.spool.SpoolFixture.segments;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.log.spool.FarLog.Mood;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process that was killed, or a disk that forgets, leaves of a spool. */
@Timeout(60)
class SpoolDamageTest {

  private static final Duration NEVER = Duration.ofDays(1);

  /** Each file takes half a mebibyte. */
  private static final long MAX_BYTES = 4 << 20;

  @TempDir private Path work;

  private final FarLog next = new FarLog();

  private Path directory() {
    return work.resolve("spool");
  }

  private static SpooledLog open(FarLog log, Path directory) throws IOException {
    return SpooledLog.open(log, new SpoolSettings(directory, MAX_BYTES), NEVER);
  }

  /** What a process leaves that was killed with these exchanges in its spool. */
  private Path killedWith(int exchanges, int bodyBytes, int flushEvery) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    FarLog away = new FarLog();
    away.is(Mood.AWAY);
    SpoolSettings settings = new SpoolSettings(directory(), MAX_BYTES);
    try (SpooledLog log = SpooledLog.unforwarded(away, settings, NEVER)) {
      for (int i = 0; i < exchanges; i++) {
        log.append(exchange(i, bodyBytes, random), Receipt.none());
        if (i % flushEvery == flushEvery - 1) {
          log.tend();
        }
      }
      return killed(directory(), work.resolve("killed"));
    }
  }

  @Test
  void forwardsWhatAKilledProcessMadeDurable() throws IOException {
    Path left = killedWith(100, 100, 10);
    try (SpooledLog log = open(next, left)) {
      append(log, 100, 110);
      awaitEmpty(log);
      assertThat(next.kept()).isEqualTo(ids(0, 110));
      assertThat(log.takeWithdrawn()).isZero();
    }
  }

  @Test
  void doesNotCountForLostWhatNeverWasDurable() throws IOException {
    Path left = killedWith(95, 100, 10);
    try (SpooledLog log = open(next, left)) {
      awaitEmpty(log);
      assertThat(next.kept()).isEqualTo(ids(0, 90));
      assertThat(log.takeWithdrawn()).isZero();
    }
  }

  @Test
  void goesOnWhereAKilledProcessWasForwarding() throws IOException {
    FarLog first = new FarLog();
    first.is(Mood.AWAY);
    Path left = work.resolve("killed");
    try (SpooledLog log = open(first, directory())) {
      append(log, 0, 100);
      log.tend();
      first.is(Mood.ANSWERS);
      awaitEmpty(log);
      first.is(Mood.AWAY);
      append(log, 100, 110);
      log.tend();
      killed(directory(), left);
    }
    try (SpooledLog log = open(next, left)) {
      awaitEmpty(log);
      assertThat(next.kept()).isEqualTo(ids(100, 110));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 5_000})
  void readsUpToTheLastWholeBlockAndCountsTheRest(int bytesTorn) throws IOException {
    Path left = killedWith(100, 100, 10);
    Path last = segments(left).getLast();
    try (RandomAccessFile file = new RandomAccessFile(last.toFile(), "rw")) {
      file.setLength(file.length() - bytesTorn);
    }
    try (SpooledLog log = open(next, left)) {
      awaitEmpty(log);
      int read = next.kept().size();
      assertThat(read).isLessThan(100).isEqualTo(read / 10 * 10);
      assertThat(next.kept()).isEqualTo(ids(0, read));
      assertThat(log.takeWithdrawn()).isEqualTo(100 - read);
      append(log, 100, 101);
      assertThat(log.counts().lost()).isEqualTo(100 - read);
      assertThat(log.takeWithdrawn()).isZero();
    }
  }

  @Test
  void skipsWhatIsCorruptInTheMiddleAndCountsIt() throws IOException {
    Path left = killedWith(100, 10_000, 10);
    Path first = null;
    for (Path file : segments(left)) {
      first = first == null && Files.size(file) > 400_000 ? file : first;
    }
    assertThat(first).isNotNull().isNotEqualTo(segments(left).getLast());
    corrupt(Objects.requireNonNull(first), 250_000);
    try (SpooledLog log = open(next, left)) {
      awaitEmpty(log);
      long lost = log.takeWithdrawn();
      assertThat(lost).isPositive();
      assertThat(next.kept()).hasSize(100 - Math.toIntExact(lost));
      assertThat(next.kept()).isSubsetOf(ids(0, 100)).doesNotHaveDuplicates();
    }
  }

  @Test
  void setsAsideAFileOfWhichNothingCanBeRead() throws IOException {
    Path left = killedWith(150, 10_000, 10);
    Path first = segments(left).getFirst();
    long second = Segment.of(segments(left).get(1)).orElseThrow().exchangesBefore();
    Files.write(first, new byte[1_000]);
    try (SpooledLog log = open(next, left)) {
      awaitEmpty(log);
      assertThat(next.kept()).isEqualTo(ids(Math.toIntExact(second), 150));
      assertThat(log.takeWithdrawn()).isEqualTo(second);
      assertThat(Path.of(first + ".unreadable")).exists();
      assertThat(log.counts().bytes()).isZero();
    }
  }

  @Test
  void survivesThatItsStateIsLost() throws IOException {
    Path left = killedWith(100, 100, 10);
    Files.delete(left.resolve("state"));
    try (SpooledLog log = open(next, left)) {
      AtomicInteger kept = append(log, 100, 110);
      awaitEmpty(log);
      assertThat(next.kept()).isEqualTo(ids(0, 110));
      log.flush();
      assertThat(kept).hasValue(10);
      assertThat(log.takeWithdrawn()).isZero();
    }
  }

  private static void corrupt(Path file, long at) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      bytes.write(new byte[64]);
    }
  }
}
