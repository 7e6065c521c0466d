package dev.parallax.recorder.log;

import com.github.luben.zstd.Zstd;
import dev.parallax.recorder.log.SectionHeader.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks the sections of a capture file from its start to its end, over what is damaged.
 *
 * <p>{@link #next} finds a section; the caller then says {@link #skip} if it is done with it, or
 * {@link #giveUp} if its content is no use.
 */
final class Sections {

  private static final int SCAN_BYTES = 64 << 10;

  private final FileChannel channel;
  private final long size;
  private final DamageTally damage = new DamageTally();
  private long offset = PlxFormat.FILE_HEADER_BYTES;
  private long eventsBefore;

  /** Where the damage begins that the walk is in; negative if it is in none. */
  private long damagedFrom = -1;

  Sections(FileChannel channel, long size, boolean wholeFileHeader) {
    this.channel = channel;
    this.size = size;
    if (!wholeFileHeader) {
      damage.add(0, PlxFormat.FILE_HEADER_BYTES, 0);
    }
  }

  /** Where the section that {@link #next} found begins. */
  long offset() {
    return offset;
  }

  Optional<FileDamage> damage() {
    return damage.damage();
  }

  /**
   * @return the next section's header, or null at the end
   */
  @Nullable SectionHeader next() throws IOException {
    if (offset >= size) {
      endDamageAtEnd();
      return null;
    }
    ByteBuffer bytes = PlxFormat.read(channel, offset, SectionHeader.BYTES);
    Optional<SectionHeader> header = headerAt(bytes, 0, offset);
    if (header.isEmpty()) {
      header = scan();
    }
    if (header.isEmpty()) {
      offset = size;
      endDamageAtEnd();
      return null;
    }
    endDamage(header.get());
    return header.get();
  }

  /**
   * @return the section's content, or empty if it is damaged
   */
  Optional<byte[]> content(SectionHeader header) throws IOException {
    return content(channel, offset, header);
  }

  static Optional<byte[]> content(FileChannel channel, long offset, SectionHeader header)
      throws IOException {
    ByteBuffer payload =
        PlxFormat.read(channel, offset + SectionHeader.BYTES, header.compressedBytes());
    if (payload.limit() != header.compressedBytes()
        || PlxFormat.crc32c(payload, 0, payload.limit()) != header.payloadCrc()) {
      return Optional.empty();
    }
    byte[] compressed = new byte[header.compressedBytes()];
    payload.get(compressed);
    if (Zstd.getFrameContentSize(compressed) != header.uncompressedBytes()) {
      return Optional.empty();
    }
    byte[] content = new byte[header.uncompressedBytes()];
    long bytes =
        Zstd.decompressByteArray(content, 0, content.length, compressed, 0, compressed.length);
    return bytes == content.length ? Optional.of(content) : Optional.empty();
  }

  void skip(SectionHeader header) {
    offset += SectionHeader.BYTES + (long) header.compressedBytes();
    if (header.kind() == Kind.BLOCK) {
      eventsBefore = header.eventsBefore() + header.entries();
    }
  }

  /** Counts the section as damage; the next one is looked for right behind its first byte. */
  void giveUp() {
    if (damagedFrom < 0) {
      damagedFrom = offset;
    }
    offset++;
  }

  /** Ends the walk at the index, and looks at what no event depends on. */
  void finish(SectionHeader index) throws IOException {
    long end = offset + SectionHeader.BYTES + index.compressedBytes() + PlxFormat.TRAILER_BYTES;
    boolean whole = end == size && trailerPointsTo(offset) && content(index).isPresent();
    if (!whole) {
      damage.add(offset, size, 0);
    }
    offset = size;
  }

  private Optional<SectionHeader> headerAt(ByteBuffer bytes, int at, long fileOffset) {
    if (bytes.limit() - at < SectionHeader.BYTES) {
      return Optional.empty();
    }
    return SectionHeader.decode(bytes, at)
        .filter(header -> header.eventsBefore() >= eventsBefore)
        .filter(header -> header.compressedBytes() <= size - fileOffset - SectionHeader.BYTES);
  }

  private Optional<SectionHeader> scan() throws IOException {
    giveUp();
    while (offset < size) {
      ByteBuffer bytes = PlxFormat.read(channel, offset, SCAN_BYTES);
      int starts = bytes.limit() - SectionHeader.BYTES + 1;
      for (int at = 0; at < starts; at++) {
        if (bytes.get(at) != SectionHeader.FIRST_BYTE) {
          continue;
        }
        Optional<SectionHeader> header = headerAt(bytes, at, offset + at);
        if (header.isPresent()) {
          offset += at;
          return header;
        }
      }
      if (starts <= 0) {
        return Optional.empty();
      }
      offset += starts;
    }
    return Optional.empty();
  }

  private void endDamage(SectionHeader next) {
    if (damagedFrom >= 0) {
      damage.add(damagedFrom, offset, next.eventsBefore() - eventsBefore);
      damagedFrom = -1;
      eventsBefore = next.eventsBefore();
    }
  }

  private void endDamageAtEnd() throws IOException {
    if (damagedFrom < 0) {
      return;
    }
    if (trailerPointsTo(damagedFrom)) {
      damage.add(damagedFrom, size, 0); // The index alone is hit.
    } else {
      damage.addToEnd(damagedFrom, size);
    }
    damagedFrom = -1;
  }

  private boolean trailerPointsTo(long index) throws IOException {
    long trailer = size - PlxFormat.TRAILER_BYTES;
    return trailer > index
        && PlxFormat.indexOffset(PlxFormat.read(channel, trailer, PlxFormat.TRAILER_BYTES))
                .orElse(-1)
            == index;
  }
}
