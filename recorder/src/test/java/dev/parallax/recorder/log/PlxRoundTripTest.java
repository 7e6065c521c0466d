package dev.parallax.recorder.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parallax.proto.CaptureIndex;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Event;
import dev.parallax.proto.Event.EventCase;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.sanitize.Harmless;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlxRoundTripTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("capture.plx");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void readsWhatWasWrittenInOrder(long seed) throws IOException {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>();
    try (PlxWriter writer = PlxWriter.create(file())) {
      for (int i = 0; i < 300; i++) {
        Event event =
            random.nextInt(10) == 0
                ? SampleEvents.ledger(i)
                : SampleEvents.exchange(i, random, 10_000);
        events.add(event);
        writer.append(Harmless.reread(event));
        if (random.nextInt(50) == 0) {
          writer.flush();
        }
      }
    }
    try (PlxReader reader = PlxReader.open(file())) {
      assertThat(SampleEvents.readAll(reader)).isEqualTo(events);
      assertThat(reader.damage()).isEmpty();
      CaptureIndex index = reader.index().orElseThrow();
      assertThat(index.getBlocksList().stream().mapToInt(CaptureIndex.Block::getEvents).sum())
          .isEqualTo(events.size());
      assertThat(index.getBlocksCount()).isGreaterThan(3);
    }
  }

  @Test
  void wrapsEachKindOfEvent() throws IOException {
    try (PlxWriter writer = PlxWriter.create(file())) {
      writer.append(Harmless.counts(LedgerEntry.getDefaultInstance()));
      writer.append(Harmless.templates(TemplateSet.getDefaultInstance()));
      writer.append(Harmless.withoutResponse(Outcome.getDefaultInstance()));
      writer.append(Harmless.comparison(Comparison.getDefaultInstance()));
      writer.append(Harmless.run(RunEvent.getDefaultInstance()));
      writer.append(Harmless.reread(SampleEvents.exchange(1, 1, new byte[0])));
    }
    try (PlxReader reader = PlxReader.open(file())) {
      assertThat(SampleEvents.readAll(reader))
          .extracting(Event::getEventCase)
          .containsExactly(
              EventCase.LEDGER,
              EventCase.TEMPLATES,
              EventCase.OUTCOME,
              EventCase.COMPARISON,
              EventCase.RUN,
              EventCase.EXCHANGE);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Events.wrap(CaptureIndex.getDefaultInstance()))
        .withMessageContaining("CaptureIndex");
  }

  @Test
  void holdsEventsLargerThanABlock() throws IOException {
    byte[] body = new byte[5 << 20];
    new Random(1).nextBytes(body);
    List<Event> events =
        List.of(
            SampleEvents.exchange(1, 1, new byte[10]),
            SampleEvents.exchange(2, 2, body),
            SampleEvents.exchange(3, 3, new byte[10]));
    SampleEvents.write(file(), List.of(events));
    try (PlxReader reader = PlxReader.open(file())) {
      assertThat(SampleEvents.readAll(reader)).isEqualTo(events);
      assertThat(reader.damage()).isEmpty();
    }
  }

  @Test
  void refusesAnEventThatNoReaderWouldTakeAndGoesOn() throws IOException {
    try (PlxWriter writer = PlxWriter.create(file())) {
      Event huge = SampleEvents.exchange(1, 1, new byte[PlxFormat.MAX_EVENT_BYTES]);
      assertThatIOException()
          .isThrownBy(() -> writer.append(Harmless.reread(huge)))
          .withMessageContaining("(expected: <= 67108864)");
      writer.append(Harmless.reread(SampleEvents.ledger(7)));
    }
    try (PlxReader reader = PlxReader.open(file())) {
      assertThat(SampleEvents.readAll(reader)).containsExactly(SampleEvents.ledger(7));
    }
  }

  @Test
  void showsWhatWasFlushedWhileTheFileIsWritten() throws IOException {
    try (PlxWriter writer = PlxWriter.create(file())) {
      writer.append(Harmless.reread(SampleEvents.ledger(1)));
      writer.flush();
      writer.append(Harmless.reread(SampleEvents.ledger(2)));
      try (PlxReader reader = PlxReader.open(file())) {
        assertThat(SampleEvents.readAll(reader)).containsExactly(SampleEvents.ledger(1));
        assertThat(reader.damage()).isEmpty();
        assertThat(reader.index()).isEmpty();
      }
    }
    try (PlxReader reader = PlxReader.open(file())) {
      assertThat(SampleEvents.readAll(reader)).hasSize(2);
      assertThat(reader.index()).isPresent();
    }
  }

  @Test
  void readsACaptureWithoutEvents() throws IOException {
    PlxWriter.create(file()).close();
    try (PlxReader reader = PlxReader.open(file())) {
      assertThat(reader.next()).isNull();
      assertThat(reader.damage()).isEmpty();
      assertThat(reader.index().orElseThrow().getBlocksCount()).isZero();
    }
  }

  @Test
  void leavesAnExistingFileAloneUnlessTold() throws IOException {
    SampleEvents.write(file(), List.of(List.of(SampleEvents.ledger(1))));
    long size = Files.size(file());
    assertThatIOException()
        .isThrownBy(() -> PlxWriter.create(file()))
        .withMessage(
            file() + ": exists and holds " + size + " bytes (choose another name, or remove it)");
    try (PlxReader reader = PlxReader.open(file())) {
      assertThat(SampleEvents.readAll(reader)).hasSize(1);
    }
    PlxWriter.overwrite(file()).close();
    try (PlxReader reader = PlxReader.open(file())) {
      assertThat(SampleEvents.readAll(reader)).isEmpty();
    }
  }

  @Test
  void fillsAnEmptyFile() throws IOException {
    Files.createFile(file());
    PlxWriter.create(file()).close();
    assertThat(file()).isNotEmptyFile();
  }

  @Test
  void hasOneWriter() throws IOException {
    try (PlxWriter writer = PlxWriter.create(file())) {
      assertThatIOException()
          .isThrownBy(() -> PlxWriter.overwrite(file()))
          .withMessageEndingWith("is being written by someone else");
      writer.append(Harmless.reread(SampleEvents.ledger(1)));
    }
    try (PlxReader reader = PlxReader.open(file())) {
      assertThat(SampleEvents.readAll(reader)).hasSize(1);
    }
  }

  @Test
  void choosesExchangesByStartAndKeepsOtherEvents() throws IOException {
    writeTenBlocksOfTen();
    assertThat(read(new Window(35, 52)))
        .filteredOn(Event::hasExchange)
        .extracting(event -> event.getExchange().getStartedAtNanos())
        .first()
        .isEqualTo(35L);
    assertThat(read(new Window(35, 52))).filteredOn(Event::hasExchange).hasSize(17);
    assertThat(read(new Window(35, 52))).filteredOn(Event::hasLedger).hasSize(1);
    assertThat(read(new Window(35, 35))).noneMatch(Event::hasExchange);
    assertThat(read(Window.all())).hasSize(101);
  }

  @Test
  void readsNoBlockOutsideTheWindow() throws IOException {
    writeTenBlocksOfTen();
    CaptureIndex index;
    try (PlxReader reader = PlxReader.open(file())) {
      index = reader.index().orElseThrow();
    }
    // Damage in a block that has nothing for the window goes unseen.
    TamperedFile.flipBit(file(), index.getBlocks(1).getOffset() + SectionHeader.BYTES + 3, 0);
    try (PlxReader reader = PlxReader.open(file(), new Window(35, 52))) {
      assertThat(SampleEvents.readAll(reader)).hasSize(18);
      assertThat(reader.damage()).isEmpty();
    }
    try (PlxReader reader = PlxReader.open(file())) {
      assertThat(SampleEvents.readAll(reader)).hasSize(91);
      assertThat(reader.damage().orElseThrow().events()).hasValue(10);
    }
  }

  @Test
  void saysInTheIndexWhatEachBlockHolds() throws IOException {
    writeTenBlocksOfTen();
    try (PlxReader reader = PlxReader.open(file())) {
      CaptureIndex.Block block = reader.index().orElseThrow().getBlocks(3);
      assertThat(block.getEvents()).isEqualTo(10);
      assertThat(block.getExchanges()).isEqualTo(10);
      assertThat(block.getFirstNanos()).isEqualTo(30);
      assertThat(block.getLastNanos()).isEqualTo(39);
      assertThat(block.getEndpointsList()).containsExactly("GET /users/{id}");
    }
  }

  @Test
  void windowsAreHalfOpen() {
    Window window = Window.of(Instant.ofEpochSecond(1), Instant.ofEpochSecond(2));
    assertThat(window.contains(1_000_000_000L)).isTrue();
    assertThat(window.contains(2_000_000_000L)).isFalse();
    assertThat(Window.of(Instant.MIN, Instant.MAX)).isEqualTo(Window.all());
    assertThatIllegalArgumentException().isThrownBy(() -> new Window(2, 1));
  }

  private void writeTenBlocksOfTen() throws IOException {
    List<List<Event>> blocks = new ArrayList<>();
    for (int block = 0; block < 10; block++) {
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        int number = block * 10 + i;
        events.add(SampleEvents.exchange(number, number, new byte[20]));
      }
      blocks.add(events);
    }
    blocks.get(9).add(SampleEvents.ledger(1));
    SampleEvents.write(file(), blocks);
  }

  private List<Event> read(Window window) throws IOException {
    try (PlxReader reader = PlxReader.open(file(), window)) {
      return SampleEvents.readAll(reader);
    }
  }
}
