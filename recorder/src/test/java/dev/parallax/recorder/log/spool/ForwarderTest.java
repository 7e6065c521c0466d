package dev.parallax.recorder.log.spool;

import static dev.parallax.recorder.log.spool.SpoolFixture.exchange;
import static dev.parallax.recorder.log.spool.SpoolFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.proto.Event;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.PlxReader;
import dev.parallax.recorder.log.Receipt;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a spool's files that can't be read, step by step and without the thread. */
@Timeout(60)
class ForwarderTest {

  private static final int EXCHANGES = 100;

  @TempDir private Path work;

  private final FarLog far = new FarLog();
  private final Direct direct = new Direct(Duration.ofDays(1));
  private Spool spool;
  private Forwarder forwarder;
  private Turn turn;

  /** Two files or more. */
  @BeforeEach
  void open() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    spool = Spool.open(new SpoolSettings(work.resolve("spool"), 4 << 20));
    for (int i = 0; i < EXCHANGES; i++) {
      spool.append(exchange(i, 10_000, random), Receipt.none());
    }
    spool.complete();
    turn = new Turn(work, spool, direct);
    forwarder = new Forwarder(far, spool, direct, turn);
  }

  @AfterEach
  void close() throws IOException {
    forwarder.close();
    spool.close();
  }

  private Segment oldest() {
    return Objects.requireNonNull(spool.oldest());
  }

  private void forwardAll() throws IOException {
    while (turn.isForwarders()) {
      forwarder.forward();
    }
  }

  @Test
  void keepsAFileThatTheSystemCannotOpenForNow() throws IOException {
    Segment first = oldest();
    Path elsewhere = Files.move(first.file(), work.resolve("elsewhere"));
    Files.createSymbolicLink(first.file(), first.file());

    for (int i = 0; i < 2 * Forwarding.READ_TRIES; i++) {
      assertThatThrownBy(forwarder::forward).isInstanceOf(FileSystemException.class);
    }

    assertThat(oldest()).isEqualTo(first);
    Files.delete(first.file());
    Files.move(elsewhere, first.file());
    forwardAll();
    assertThat(far.kept()).isEqualTo(ids(0, EXCHANGES));
    assertThat(forwarder.lost()).isZero();
  }

  @Test
  void losesAFileThatIsGone() throws IOException {
    Segment first = oldest();
    int exchanges = Math.toIntExact(spool.exchangesIn(first));
    Files.delete(first.file());

    forwardAll();

    assertThat(far.kept()).isEqualTo(ids(exchanges, EXCHANGES));
    assertThat(forwarder.takeWithdrawn()).isEqualTo(exchanges);
  }

  /** A directory can be opened, and every attempt to read it fails. */
  @Test
  void givesAFileUpThatCannotBeReadHoweverOftenItIsTried() throws IOException {
    Segment first = oldest();
    int exchanges = Math.toIntExact(spool.exchangesIn(first));
    Files.delete(first.file());
    Files.createDirectory(first.file());

    for (int i = 1; i < Forwarding.READ_TRIES; i++) {
      assertThatIOException()
          .isThrownBy(forwarder::forward)
          .withMessageContaining("Is a directory");
      assertThat(oldest()).isEqualTo(first);
    }
    forwardAll();

    assertThat(far.kept()).isEqualTo(ids(exchanges, EXCHANGES));
    assertThat(forwarder.takeWithdrawn()).isEqualTo(exchanges);
    assertThat(Path.of(first.file() + ".unreadable")).isDirectory();
  }

  @Test
  void readsOnWhereReadingFailedForAWhile() throws IOException {
    Segment first = oldest();
    try (Forwarding forwarding = forwarding(first, 10, Forwarding.READ_TRIES - 1)) {
      for (int i = 1; i < Forwarding.READ_TRIES; i++) {
        assertThatIOException()
            .isThrownBy(() -> forwarding.step(Duration.ZERO))
            .withMessage("bad sector");
        assertThat(forwarding.isDone()).isFalse();
      }
      while (!forwarding.isDone()) {
        forwarding.step(Duration.ZERO);
      }
      assertThat(forwarding.isUnreadable()).isFalse();
      assertThat(forwarding.exchangesRead()).isEqualTo(spool.exchangesIn(first));
    }
  }

  @Test
  void endsAFileWhereReadingFailsForGoodAndSaysSo() throws IOException {
    try (Forwarding forwarding = forwarding(oldest(), 10, Integer.MAX_VALUE)) {
      for (int i = 1; i < Forwarding.READ_TRIES; i++) {
        assertThatIOException().isThrownBy(() -> forwarding.step(Duration.ZERO));
      }
      while (!forwarding.isDone()) {
        forwarding.step(Duration.ZERO);
      }
      assertThat(forwarding.isUnreadable()).isTrue();
      assertThat(forwarding.damage()).hasValue("it can't be read on: bad sector");
      assertThat(forwarding.exchangesRead()).isEqualTo(10);
      assertThat(far.kept()).isEqualTo(ids(0, 10));
    }
  }

  /** Somebody may still get out of it what could not be read. */
  @Test
  void setsAsideAFileThatCannotBeReadOn() throws IOException {
    Segment first = oldest();
    int exchanges = Math.toIntExact(spool.exchangesIn(first));
    Forwarding forwarding = forwarding(first, 10, Integer.MAX_VALUE);
    for (int i = 1; i < Forwarding.READ_TRIES; i++) {
      assertThatIOException().isThrownBy(() -> forwarder.step(forwarding, Duration.ZERO));
    }
    while (!forwarding.isDone()) {
      forwarder.step(forwarding, Duration.ZERO);
    }

    assertThat(oldest()).isNotEqualTo(first);
    assertThat(Path.of(first.file() + ".unreadable")).isRegularFile();
    assertThat(forwarder.takeWithdrawn()).isEqualTo(exchanges - 10);
    Path read = oldest().file();
    forwardAll();
    assertThat(far.kept()).hasSize(EXCHANGES - exchanges + 10);
    assertThat(read).as("read to its end").doesNotExist();
    assertThat(Path.of(read + ".unreadable")).doesNotExist();
  }

  /** Else somebody who appends as fast as it forwards would keep it from ending. */
  @Test
  void passesTheTurnOnBeforeMoreCanCome() throws IOException {
    forwardAll();
    Turn held = turn;
    synchronized (held) {
      held.toForwarder("it was away");
      spool.append(exchange(EXCHANGES, new byte[10]), Receipt.none());
    }

    forwarder.forward();

    synchronized (held) {
      assertThat(held.isForwarders()).isFalse();
    }
    assertThat(far.kept()).isEqualTo(ids(0, EXCHANGES + 1));
  }

  private Forwarding forwarding(Segment segment, int readable, int faults) throws IOException {
    EventReader file = PlxReader.open(segment.file());
    return new Forwarding(
        segment,
        spool.exchangesIn(segment),
        far,
        spool.state(),
        _ -> false,
        new BadSector(file, readable, faults));
  }

  /** Of a disk that can't read on behind some events, for so many attempts. */
  private static final class BadSector implements EventReader {
    private final EventReader file;
    private int readable;
    private int faults;

    BadSector(EventReader file, int readable, int faults) {
      this.file = file;
      this.readable = readable;
      this.faults = faults;
    }

    @Override
    public @Nullable Event next() throws IOException {
      readable--;
      if (readable < 0 && faults > 0) {
        faults--;
        throw new IOException("bad sector");
      }
      return file.next();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
