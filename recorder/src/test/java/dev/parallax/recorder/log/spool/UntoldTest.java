package dev.parallax.recorder.log.spool;

import static dev.parallax.recorder.log.spool.SpoolFixture.exchange;
import static dev.parallax.recorder.log.spool.SpoolFixture.id;
import static dev.parallax.recorder.log.spool.SpoolFixture.ids;
import static dev.parallax.recorder.log.spool.SpoolFixture.startNanos;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.LateRecords.Kind;
import dev.parallax.proto.LateRecords.Stretch;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.recorder.log.LogAwayException;
import dev.parallax.recorder.log.Position;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.log.spool.FarLog.Mood;
import dev.parallax.recorder.sanitize.Harmless;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log is told where it keeps what came late, before that counts as forwarded. */
@Timeout(60)
class UntoldTest {

  private static final int EXCHANGES = 9_000;

  @TempDir private Path work;

  private final FarLog far = new FarLog();
  private Spool spool;

  @BeforeEach
  void open() throws IOException {
    far.partitions(3);
    spool = Spool.open(new SpoolSettings(work.resolve("spool"), 64 << 20));
    for (int i = 0; i < EXCHANGES; i++) {
      spool.append(exchange(i, new byte[10]), Receipt.none());
    }
    spool.append(
        Harmless.counts(
            LedgerEntry.newBuilder().setId("entry").setFromNanos(3).setToNanos(4).build()),
        Receipt.none());
    spool.complete();
  }

  @AfterEach
  void close() throws IOException {
    spool.close();
  }

  private Forwarding forwarding() throws IOException {
    Segment oldest = Objects.requireNonNull(spool.oldest());
    return new Forwarding(oldest, spool.exchangesIn(oldest), far, spool.state(), _ -> false);
  }

  private boolean isTold(Kind kind, Position at, long nanos) {
    return far.told().stream()
        .flatMap(late -> late.getStretchesList().stream())
        .anyMatch(stretch -> holds(stretch, kind, at, nanos));
  }

  private static boolean holds(Stretch stretch, Kind kind, Position at, long nanos) {
    return stretch.getKind() == kind
        && stretch.getRange().getPartition() == at.partition()
        && stretch.getRange().getFrom() <= at.offset()
        && at.offset() < stretch.getRange().getTo()
        && stretch.getFirstNanos() <= nanos
        && nanos <= stretch.getLastNanos();
  }

  @Test
  void isTheExtentOfEachPartitionAndOfTheLedger() throws IOException {
    try (Forwarding forwarding = forwarding()) {
      while (!forwarding.isDone()) {
        forwarding.step(Duration.ZERO);
      }
    }
    assertThat(far.kept()).hasSize(EXCHANGES + 1);
    for (int i = 0; i < EXCHANGES; i++) {
      assertThat(isTold(Kind.EXCHANGES, far.positions(id(i)).getFirst(), startNanos(i))).isTrue();
    }
    assertThat(isTold(Kind.LEDGER, far.positions("entry").getFirst(), 3)).isTrue();
    assertThat(far.told()).as("not one for each event").hasSizeLessThan(EXCHANGES / 900);
  }

  /** Whoever is killed at any step leaves nothing that counts as forwarded and was not told. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void comesBeforeAnythingCountsAsForwarded(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<Mood> moods = List.of(Mood.values());
    int kills = 0;
    Forwarding forwarding = forwarding();
    int checked = 0;
    while (!forwarding.isDone()) {
      far.is(moods.get(random.nextInt(moods.size())));
      try {
        forwarding.step(Duration.ZERO);
      } catch (LogAwayException away) {
        // Tried again.
      }
      for (; checked < spool.state().forwarded(); checked++) {
        int number = checked;
        assertThat(far.positions(id(number)))
            .as(id(number))
            .anyMatch(at -> isTold(Kind.EXCHANGES, at, startNanos(number)));
      }
      if (random.nextInt(3) == 0 && !forwarding.isDone()) {
        forwarding.close();
        forwarding = forwarding();
        kills++;
      }
    }
    forwarding.close();
    assertThat(checked).isEqualTo(EXCHANGES);
    assertThat(kills).isPositive();
    assertThat(List.copyOf(new LinkedHashSet<>(far.kept())).subList(0, EXCHANGES))
        .isEqualTo(ids(0, EXCHANGES));
  }
}
