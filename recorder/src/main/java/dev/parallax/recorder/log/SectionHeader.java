package dev.parallax.recorder.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * What stands before the payload of each block and of the index.
 *
 * @param entries events in the block; for the index, blocks in the file
 * @param eventsBefore events in the file before this section
 */
record SectionHeader(
    Kind kind,
    int compressedBytes,
    int uncompressedBytes,
    int entries,
    long eventsBefore,
    int payloadCrc) {

  static final int BYTES = 32;

  /** Of each magic: what a search looks for first. */
  static final byte FIRST_BYTE = (byte) 0xB5;

  enum Kind {
    BLOCK(0xB5_50_4C_42),
    INDEX(0xB5_50_4C_49);

    private final int magic;

    Kind(int magic) {
      this.magic = magic;
    }

    private static Optional<Kind> of(int magic) {
      return Arrays.stream(values()).filter(kind -> kind.magic == magic).findAny();
    }
  }

  ByteBuffer encode() {
    ByteBuffer header =
        ByteBuffer.allocate(BYTES)
            .putInt(kind.magic)
            .putInt(compressedBytes)
            .putInt(uncompressedBytes)
            .putInt(entries)
            .putLong(eventsBefore)
            .putInt(payloadCrc);
    return header.putInt(PlxFormat.crc32c(header, 0, header.position())).flip();
  }

  /**
   * @param at index of the header's first byte, {@value #BYTES} bytes of which are there
   * @return empty if these are not the bytes of a header, or if its numbers are out of range
   */
  static Optional<SectionHeader> decode(ByteBuffer bytes, int at) {
    Optional<Kind> kind = Kind.of(bytes.getInt(at));
    if (kind.isEmpty() || bytes.getInt(at + 28) != PlxFormat.crc32c(bytes, at, 28)) {
      return Optional.empty();
    }
    SectionHeader header =
        new SectionHeader(
            kind.get(),
            bytes.getInt(at + 4),
            bytes.getInt(at + 8),
            bytes.getInt(at + 12),
            bytes.getLong(at + 16),
            bytes.getInt(at + 24));
    return header.isPlausible() ? Optional.of(header) : Optional.empty();
  }

  private boolean isPlausible() {
    // zstd's bound for incompressible input is 1/256 more, and a constant.
    int maxCompressed = PlxFormat.MAX_SECTION_BYTES + (PlxFormat.MAX_SECTION_BYTES >> 8) + 1024;
    return compressedBytes >= 0
        && compressedBytes <= maxCompressed
        && uncompressedBytes >= 0
        && uncompressedBytes <= PlxFormat.MAX_SECTION_BYTES
        && entries >= 0
        && eventsBefore >= 0;
  }
}
