package dev.parallax.recorder.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.proto.Event;
import dev.parallax.recorder.sanitize.Harmless;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlxFullDiskTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("capture.plx");
  }

  private FullDisk disk() throws IOException {
    return new FullDisk(
        FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void holdsExactlyWhatItTookThoughTheDiskIsFullNowAndThen(long seed) throws IOException {
    Random random = new Random(seed);
    List<Event> taken = new ArrayList<>();
    int refused = 0;
    FullDisk disk = disk();
    try (PlxWriter writer = new PlxWriter(file(), disk)) {
      for (int i = 0; i < 400; i++) {
        disk.full(i % 100 > 50);
        Event event = SampleEvents.exchange(i, random, 20_000);
        try {
          writer.append(Harmless.reread(event));
          taken.add(event);
        } catch (IOException full) {
          refused++;
        }
      }
      disk.full(false);
    }
    assertThat(refused).isPositive();
    try (PlxReader reader = PlxReader.open(file())) {
      assertThat(SampleEvents.readAll(reader)).isEqualTo(taken);
      assertThat(reader.damage()).isEmpty();
      assertThat(reader.index()).isPresent();
    }
  }

  @Test
  void tellsNothingAsKeptThatTheDiskForgotThoughItKeepsWhatComesLater() throws IOException {
    List<String> told = new ArrayList<>();
    FullDisk disk = disk();
    try (PlxWriter writer = new PlxWriter(file(), disk)) {
      writer.append(Harmless.reread(SampleEvents.ledger(1)), kept -> told.add("1 " + kept));
      writer.flush();
      writer.append(Harmless.reread(SampleEvents.ledger(2)), kept -> told.add("2 " + kept));
      disk.forgets(true);
      assertThatThrownBy(writer::flush)
          .isInstanceOf(NotDurableException.class)
          .hasMessage(file() + ": Input/output error");
      disk.forgets(false);
      writer.append(Harmless.reread(SampleEvents.ledger(3)), kept -> told.add("3 " + kept));
      writer.flush();
    }
    assertThat(told).containsExactly("1 true", "2 false", "3 true");
    try (PlxReader reader = PlxReader.open(file())) {
      assertThat(SampleEvents.readAll(reader))
          .containsExactly(SampleEvents.ledger(1), SampleEvents.ledger(3));
      assertThat(reader.damage()).isPresent();
    }
  }

  @Test
  void makesDurableTheBlocksThatTheDiskTookThoughItHasNoRoomForTheNext() throws IOException {
    Random random = new Random(5);
    List<Integer> told = new ArrayList<>();
    FullDisk disk = disk();
    try (PlxWriter writer = new PlxWriter(file(), disk)) {
      int count = 0;
      for (; writer.bytes() < 2 * PlxFormat.BLOCK_BYTES; count++) {
        int number = count;
        writer.append(
            Harmless.reread(SampleEvents.exchange(number, random, 20_000)),
            kept -> told.add(kept ? number : -number));
      }
      disk.full(true);
      assertThatIOException().isThrownBy(writer::flush).withMessage("No space left on device");

      assertThat(told).isNotEmpty().hasSizeLessThan(count);
      try (PlxReader reader = PlxReader.open(file())) {
        assertThat(SampleEvents.readAll(reader)).hasSameSizeAs(told);
      }

      disk.full(false);
      writer.flush();
      assertThat(told).isEqualTo(IntStream.range(0, count).boxed().toList());
    }
  }

  @Test
  void closesTheFileThoughItCannotBeFinished() throws IOException {
    FullDisk disk = disk();
    PlxWriter writer = new PlxWriter(file(), disk);
    writer.append(Harmless.reread(SampleEvents.ledger(1)));
    writer.flush();
    writer.append(Harmless.reread(SampleEvents.ledger(2)));
    disk.full(true);
    assertThatIOException().isThrownBy(writer::close).withMessage("No space left on device");
    assertThat(disk.isOpen()).isFalse();
    try (PlxReader reader = PlxReader.open(file())) {
      assertThat(SampleEvents.readAll(reader)).containsExactly(SampleEvents.ledger(1));
      assertThat(reader.damage()).isPresent();
    }
    assertThatIOException()
        .isThrownBy(() -> writer.append(Harmless.reread(SampleEvents.ledger(3))))
        .withMessage(file() + ": is closed");
  }
}
