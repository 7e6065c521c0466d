package dev.parallax.recorder.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.parallax.proto.CaptureIndex;
import dev.parallax.proto.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlxDamageTest {

  private static final int BLOCKS = 6;
  private static final int EVENTS_IN_BLOCK = 4;

  @TempDir Path folder;
  private Path file;
  private byte[] whole;
  private List<Event> events;
  private CaptureIndex index;

  @BeforeEach
  void writeSmallFile() throws IOException {
    file = folder.resolve("capture.plx");
    Random random = new Random(42);
    List<List<Event>> blocks = new ArrayList<>();
    for (int block = 0; block < BLOCKS; block++) {
      List<Event> inBlock = new ArrayList<>();
      for (int i = 0; i < EVENTS_IN_BLOCK; i++) {
        inBlock.add(SampleEvents.exchange(block * EVENTS_IN_BLOCK + i, random, 60));
      }
      blocks.add(inBlock);
    }
    SampleEvents.write(file, blocks);
    events = blocks.stream().flatMap(List::stream).toList();
    whole = Files.readAllBytes(file);
    try (PlxReader reader = PlxReader.open(file)) {
      index = reader.index().orElseThrow();
    }
  }

  @Test
  void losesAtMostTheLastBlockWhereverTheFileIsCutOff() throws IOException {
    for (int size = 0; size < whole.length; size++) {
      Files.write(file, Arrays.copyOf(whole, size));
      if (size < PlxFormat.FILE_HEADER_BYTES) {
        assertThatIOException()
            .as("cut at %d", size)
            .isThrownBy(() -> PlxReader.open(file).close())
            .withMessageStartingWith(file + ": ");
        continue;
      }
      int wholeBlocks = wholeBlocksIn(size);
      Read read = read();
      assertThat(read.events)
          .as("cut at %d", size)
          .isEqualTo(events.subList(0, wholeBlocks * EVENTS_IN_BLOCK));
      long end = endOf(wholeBlocks);
      if (size == end) {
        assertThat(read.damage).isEmpty();
      } else {
        FileDamage damage = read.damage.orElseThrow();
        assertThat(damage.offset()).isEqualTo(end);
        assertThat(damage.bytes()).isEqualTo(size - end);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void losesAtMostTheBlockThatABitFlipHit(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      byte[] flipped = whole.clone();
      int at = random.nextInt(flipped.length);
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, flipped);
      if (at < 8) {
        assertThatIOException()
            .isThrownBy(() -> PlxReader.open(file).close())
            .withMessageContaining("not a Parallax capture file");
        continue;
      }
      Read read = read();
      int hit = wholeBlocksIn(at);
      List<Event> expected = new ArrayList<>(events);
      if (hit < BLOCKS && at >= PlxFormat.FILE_HEADER_BYTES) {
        expected.subList(hit * EVENTS_IN_BLOCK, (hit + 1) * EVENTS_IN_BLOCK).clear();
      }
      assertThat(read.events).as("flipped at %d", at).isEqualTo(expected);
      assertThat(read.damage.orElseThrow().events())
          .as("flipped at %d", at)
          .hasValue(events.size() - expected.size());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void survivesAnyMixOfDamage(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = whole.clone();
      for (int hits = random.nextInt(1, 12); hits > 0; hits--) {
        int from = random.nextInt(PlxFormat.FILE_HEADER_BYTES, bytes.length);
        int to = Math.min(bytes.length, from + random.nextInt(1, 100));
        byte[] noise = new byte[to - from];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, bytes, from, noise.length);
      }
      Files.write(file, Arrays.copyOf(bytes, random.nextInt(16, bytes.length + 1)));
      Read read = read();
      assertThat(events).containsAll(read.events);
      assertThat(read.events).doesNotHaveDuplicates();
      assertThat(read.damage).isPresent();
    }
  }

  @Test
  void findsTheNextBlockWhereBytesAreMissing() throws IOException {
    int from = Math.toIntExact(index.getBlocks(2).getOffset()) + 40;
    byte[] shorter = new byte[whole.length - 7];
    System.arraycopy(whole, 0, shorter, 0, from);
    System.arraycopy(whole, from + 7, shorter, from, shorter.length - from);
    Files.write(file, shorter);
    Read read = read();
    assertThat(read.events).hasSize(events.size() - EVENTS_IN_BLOCK).doesNotContain(events.get(8));
    FileDamage damage = read.damage.orElseThrow();
    assertThat(damage.offset()).isEqualTo(index.getBlocks(2).getOffset());
    assertThat(damage.events()).hasValue(EVENTS_IN_BLOCK);
  }

  @Test
  void saysInOneSentenceWhatIsLostAndWhere() throws IOException {
    CaptureIndex.Block block = index.getBlocks(1);
    TamperedFile.flipBit(file, block.getOffset() + SectionHeader.BYTES, 1);
    int bytes = SectionHeader.BYTES + block.getCompressedBytes();
    assertThat(read().damage.orElseThrow().sentence())
        .isEqualTo(
            "%d bytes at offset %d are unreadable: 4 events lost"
                .formatted(bytes, block.getOffset()));

    Files.write(file, Arrays.copyOf(whole, (int) endOf(2) + 9));
    assertThat(read().damage.orElseThrow().sentence())
        .isEqualTo(
            "9 bytes at offset %d are unreadable: the events from there on are lost"
                .formatted(endOf(2)));
  }

  @Test
  void tellsAForeignFile() throws IOException {
    Path notes = folder.resolve("notes.txt");
    Files.writeString(notes, "Buy milk, and call the bank about the loan.");
    assertThatIOException()
        .isThrownBy(() -> PlxReader.open(notes))
        .withMessage(notes + ": not a Parallax capture file (expected it to start with \"PLX…\")");
    Files.writeString(notes, "hi");
    assertThatIOException().isThrownBy(() -> PlxReader.open(notes)).withMessageContaining("not a");
  }

  @Test
  void tellsAnEmptyFile() throws IOException {
    Files.write(file, new byte[0]);
    assertThatIOException()
        .isThrownBy(() -> PlxReader.open(file))
        .withMessage(file + ": empty (0 bytes; expected a Parallax capture file)");
  }

  @Test
  void tellsAMissingFileAndAFolder() {
    assertThatIOException()
        .isThrownBy(() -> PlxReader.open(folder.resolve("none.plx")))
        .withMessageEndingWith("none.plx: no such file");
    assertThatIOException().isThrownBy(() -> PlxReader.open(folder));
  }

  @Test
  void tellsANewerVersion() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(whole.clone()).putInt(8, 2);
    bytes.putInt(12, PlxFormat.crc32c(bytes, 0, 12));
    Files.write(file, bytes.array());
    assertThatIOException()
        .isThrownBy(() -> PlxReader.open(file))
        .withMessage(
            file + ": capture file version 2 (this Parallax reads version 1: use a newer one)");
  }

  @Test
  void allocatesNothingForAbsurdLengths() throws IOException {
    for (int field : new int[] {4, 8, 12}) {
      for (int length : new int[] {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 1 << 29}) {
        ByteBuffer bytes = ByteBuffer.wrap(whole.clone());
        int at = Math.toIntExact(index.getBlocks(3).getOffset());
        bytes.putInt(at + field, length);
        bytes.putInt(at + 28, PlxFormat.crc32c(bytes, at, 28));
        Files.write(file, bytes.array());
        Read read = read();
        assertThat(read.events).hasSize(events.size() - EVENTS_IN_BLOCK);
        assertThat(read.damage).isPresent();
      }
    }
  }

  @Test
  void boundsLengthsInsideABlock() throws IOException {
    // A block whose only event says that it has 2 GiB.
    byte[] content = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x07, 1, 2, 3};
    byte[] payload = com.github.luben.zstd.Zstd.compress(content);
    SectionHeader header =
        new SectionHeader(
            SectionHeader.Kind.BLOCK,
            payload.length,
            content.length,
            1,
            0,
            PlxFormat.crc32c(ByteBuffer.wrap(payload), 0, payload.length));
    ByteBuffer bytes = ByteBuffer.allocate(16 + SectionHeader.BYTES + payload.length);
    bytes.put(PlxFormat.fileHeader()).put(header.encode()).put(payload);
    Files.write(file, bytes.array());
    assertThat(read().events).isEmpty();
    assertThat(read().damage).isPresent();
  }

  @Test
  void readsOnBehindZerosThatACrashLeft() throws IOException {
    byte[] bytes = Arrays.copyOf(whole, (int) endOf(3) + 5_000);
    Arrays.fill(bytes, (int) endOf(3), bytes.length, (byte) 0);
    Files.write(file, bytes);
    assertThat(read().events).hasSize(3 * EVENTS_IN_BLOCK);
    assertThat(read().damage.orElseThrow().bytes()).isEqualTo(5_000);
  }

  @Test
  void doesNotTakeACaptureInsideABodyForItsOwn() throws IOException {
    byte[] inner = whole.clone();
    Path outer = folder.resolve("outer.plx");
    List<Event> outerEvents = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      outerEvents.add(SampleEvents.exchange(1000 + i, i, inner));
    }
    SampleEvents.write(outer, List.of(outerEvents));
    try (PlxReader reader = PlxReader.open(outer)) {
      assertThat(SampleEvents.readAll(reader)).isEqualTo(outerEvents);
      assertThat(reader.damage()).isEmpty();
    }
    assertThat(new String(whole, 0, 3, StandardCharsets.US_ASCII)).isEqualTo("PLX");
  }

  private record Read(List<Event> events, Optional<FileDamage> damage) {}

  private Read read() throws IOException {
    try (PlxReader reader = PlxReader.open(file)) {
      List<Event> read = SampleEvents.readAll(reader);
      return new Read(read, reader.damage());
    }
  }

  /** Blocks that end at or before the offset. */
  private int wholeBlocksIn(long offset) {
    int blocks = 0;
    while (blocks < BLOCKS && endOf(blocks + 1) <= offset) {
      blocks++;
    }
    return blocks;
  }

  private long endOf(int blocks) {
    if (blocks == 0) {
      return PlxFormat.FILE_HEADER_BYTES;
    }
    CaptureIndex.Block last = index.getBlocks(blocks - 1);
    return last.getOffset() + SectionHeader.BYTES + last.getCompressedBytes();
  }
}
