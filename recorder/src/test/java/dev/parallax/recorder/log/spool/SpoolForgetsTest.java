package dev.parallax.recorder.log.spool;

import static dev.parallax.recorder.log.spool.SpoolFixture.exchange;
import static dev.parallax.recorder.log.spool.SpoolFixture.id;
import static dev.parallax.recorder.log.spool.SpoolFixture.ids;
import static dev.parallax.recorder.log.spool.SpoolFixture.killed;
import static dev.parallax.recorder.log.spool.SpoolFixture.segments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.recorder.log.FullDisk;
import dev.parallax.recorder.log.LogAwayException;
import dev.parallax.recorder.log.PlxWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A spool on a disk that takes what is written, can't keep it, and drops it. */
@Timeout(60)
class SpoolForgetsTest {

  @TempDir private Path work;

  private final FarLog far = new FarLog();
  private final SplittableRandom random = new SplittableRandom(3);
  private final List<String> kept = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private boolean forgets;
  private int refusals;
  private @Nullable FullDisk disk;
  private Spool spool;

  @BeforeEach
  void open() throws IOException {
    spool = Spool.open(new SpoolSettings(work.resolve("spool"), 64 << 20), this::begin);
  }

  @AfterEach
  void close() throws IOException {
    spool.close();
  }

  private PlxWriter begin(Path file) throws IOException {
    FullDisk begun =
        new FullDisk(
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING));
    begun.forgets(forgets);
    disk = begun;
    PlxWriter writer = new PlxWriter(file, begun);
    begun.refuse(refusals);
    refusals = 0;
    return writer;
  }

  private void forgets(boolean forgets) {
    this.forgets = forgets;
    if (disk != null) {
      disk.forgets(forgets);
    }
  }

  private void append(int from, int to, int bodyBytes) throws IOException {
    for (int i = from; i < to; i++) {
      String id = id(i);
      spool.append(exchange(i, bodyBytes, random), ok -> (ok ? kept : lost).add(id));
    }
  }

  private void assertKeepsNothingNow() {
    assertThatThrownBy(spool::flush)
        .isInstanceOf(LogAwayException.class)
        .hasMessageContaining("Input/output error");
  }

  /** All that another process finds in what is on the disk now. */
  private Forwarder forwardAll(Path directory) throws IOException {
    try (Spool next = Spool.open(new SpoolSettings(directory, 64 << 20))) {
      Direct direct = new Direct(Duration.ofDays(1));
      Turn turn = new Turn(work, next, direct);
      Forwarder forwarder = new Forwarder(far, next, direct, turn);
      while (turn.isForwarders()) {
        forwarder.forward();
      }
      return forwarder;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void tellsNothingAsDurableThatWasDroppedAndWritesItAgain(int attempts) throws IOException {
    append(0, 10, 100);
    spool.flush();
    append(10, 20, 100);
    forgets(true);
    for (int i = 0; i < attempts; i++) {
      assertKeepsNothingNow();
      append(20 + i, 21 + i, 100);
    }
    int all = 20 + attempts;
    assertThat(kept).isEqualTo(ids(0, 10));

    forgets(false);
    spool.flush();

    assertThat(kept).isEqualTo(ids(0, all));
    assertThat(lost).isEmpty();
    assertThat(segments(work.resolve("spool"))).hasSize(2);
    Forwarder forwarder = forwardAll(killed(work.resolve("spool"), work.resolve("killed")));
    assertThat(far.kept()).as("each once").isEqualTo(ids(0, all));
    assertThat(forwarder.takeWithdrawn()).isZero();
  }

  @Test
  void leavesNoFileForEachAttemptWhereNothingIsEverKept() throws IOException {
    append(0, 10, 100);
    forgets(true);
    for (int i = 0; i < 5; i++) {
      assertKeepsNothingNow();
    }
    assertThat(segments(work.resolve("spool"))).hasSize(1);
    forgets(false);
    spool.flush();
    assertThat(kept).isEqualTo(ids(0, 10));
  }

  @Test
  void takesNoMoreThanItsMemoryWhileNothingIsKept() throws IOException {
    forgets(true);
    int taken = 0;
    long bytes = 0;
    while (true) {
      try {
        append(taken, taken + 1, 100_000);
        taken++;
        bytes += 100_000;
      } catch (LogAwayException e) {
        break;
      }
    }
    assertThat(bytes).isBetween(4L << 20, (4L << 20) + 200_000);
    assertThat(kept).isEmpty();

    forgets(false);
    append(taken, taken + 1, 100);
    spool.flush();

    assertThat(kept).isEqualTo(ids(0, taken + 1));
    forwardAll(killed(work.resolve("spool"), work.resolve("killed")));
    assertThat(far.kept()).isEqualTo(ids(0, taken + 1));
  }

  /** As where what is not durable needs more room than there is: it would never be. */
  @Test
  void endsAFileWithWhatAFullDiskTookSoThatToForwardItMakesRoom() throws IOException {
    append(0, 1, 100);
    FullDisk full = Objects.requireNonNull(disk);
    append(1, 30, 20_000);
    full.full(true);
    assertThatThrownBy(() -> append(30, 90, 20_000)).hasMessageContaining("No space left");

    spool.completeDurable();

    assertThat(kept).isNotEmpty().isEqualTo(ids(0, kept.size()));
    assertThat(segments(work.resolve("spool"))).hasSize(1);
    spool.flush();
    spool.close();
    int all = kept.size();
    assertThat(all).isGreaterThan(29);
    assertThat(lost).isEmpty();
    forwardAll(work.resolve("spool"));
    assertThat(far.kept()).isEqualTo(ids(0, all));
    spool = Spool.open(new SpoolSettings(work.resolve("other"), 1 << 20));
  }

  /** As where room comes between the attempt to write it again and the end of that. */
  @Test
  void tellsNothingAsDurableOfAFileThatCouldNotBeBegun() throws IOException {
    append(0, 30, 20_000);
    forgets(true);
    assertKeepsNothingNow();
    forgets(false);
    refusals = 1;
    assertThatThrownBy(spool::flush).hasMessageContaining("No space left");

    assertThat(kept).isEmpty();
    spool.flush();
    assertThat(kept).isEqualTo(ids(0, 30));
    forwardAll(killed(work.resolve("spool"), work.resolve("killed")));
    assertThat(far.kept()).isEqualTo(ids(0, 30));
  }

  @Test
  void countsForLostAtItsEndWhatItCouldNotKeep() throws IOException {
    append(0, 10, 100);
    spool.flush();
    append(10, 20, 100);
    forgets(true);
    assertThatThrownBy(spool::close).isInstanceOf(LogAwayException.class);
    assertThat(kept).isEqualTo(ids(0, 10));
    assertThat(lost).isEqualTo(ids(10, 20));

    Forwarder forwarder = forwardAll(work.resolve("spool"));
    assertThat(far.kept()).isEqualTo(ids(0, 10));
    assertThat(forwarder.takeWithdrawn()).isZero();
    spool = Spool.open(new SpoolSettings(work.resolve("other"), 1 << 20));
  }

  /** Where an ended file can't be cut off, it still holds what the next one holds too. */
  @Test
  void forwardsOfAFileNoMoreThanItWasEndedWith() throws IOException {
    append(0, 30, 100);
    spool.complete();
    Segment segment = Objects.requireNonNull(spool.oldest());
    try (Forwarding forwarding = new Forwarding(segment, 20, far, spool.state(), _ -> false)) {
      while (!forwarding.isDone()) {
        forwarding.step(Duration.ZERO);
      }
    }
    assertThat(far.kept()).isEqualTo(ids(0, 20));
    assertThat(spool.state().forwarded()).isEqualTo(20);
  }
}
