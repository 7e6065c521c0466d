package dev.parallax.recorder.log;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.parallax.proto.CaptureIndex;
import dev.parallax.recorder.log.SectionHeader.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds a closed file's index from its end. */
final class PlxIndex {

  private PlxIndex() {}

  /**
   * @return empty if the file was not closed, or if its end is damaged
   */
  static Optional<CaptureIndex> read(FileChannel channel, long size) throws IOException {
    long trailer = size - PlxFormat.TRAILER_BYTES;
    if (trailer < PlxFormat.FILE_HEADER_BYTES) {
      return Optional.empty();
    }
    OptionalLong at =
        PlxFormat.indexOffset(PlxFormat.read(channel, trailer, PlxFormat.TRAILER_BYTES));
    if (at.isEmpty() || at.getAsLong() < 0 || at.getAsLong() > trailer - SectionHeader.BYTES) {
      return Optional.empty();
    }
    long offset = at.getAsLong();
    Optional<SectionHeader> header =
        SectionHeader.decode(PlxFormat.read(channel, offset, SectionHeader.BYTES), 0)
            .filter(h -> h.kind() == Kind.INDEX)
            .filter(h -> h.compressedBytes() == trailer - offset - SectionHeader.BYTES);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    return Sections.content(channel, offset, header.get()).flatMap(PlxIndex::parse);
  }

  /**
   * Offsets of the blocks that need not be read for a window: all in them are exchanges outside.
   */
  static Set<Long> outside(CaptureIndex index, Window window) {
    return index.getBlocksList().stream()
        .filter(block -> block.getEvents() == block.getExchanges())
        .filter(block -> !window.overlaps(block.getFirstNanos(), block.getLastNanos()))
        .map(CaptureIndex.Block::getOffset)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<CaptureIndex> parse(byte[] content) {
    try {
      return Optional.of(CaptureIndex.parseFrom(content));
    } catch (InvalidProtocolBufferException damaged) {
      return Optional.empty();
    }
  }
}
