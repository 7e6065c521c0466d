package dev.parallax.recorder.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/** The fixed parts of a capture file; the layout is in the package's documentation. */
final class PlxFormat {

  static final int VERSION = 1;
  static final int FILE_HEADER_BYTES = 16;
  static final int TRAILER_BYTES = 16;
  static final int BLOCK_BYTES = 256 << 10;
  static final int MAX_EVENT_BYTES = 64 << 20;

  /** The largest message that an event of that size can hold: its tag and its length come first. */
  static final int MAX_MESSAGE_BYTES = MAX_EVENT_BYTES - 5;

  /** A block takes an event of the full size, and what was in it before. */
  static final int MAX_SECTION_BYTES = MAX_EVENT_BYTES + BLOCK_BYTES + 16;

  private static final byte[] MAGIC = {'P', 'L', 'X', '\r', '\n', 0x1A, '\n', 0};
  private static final int TRAILER_MAGIC = 0xB5_50_4C_45;

  private PlxFormat() {}

  static ByteBuffer fileHeader() {
    ByteBuffer header = ByteBuffer.allocate(FILE_HEADER_BYTES).put(MAGIC).putInt(VERSION);
    return header.putInt(crc32c(header, 0, header.position())).flip();
  }

  /**
   * @return whether the header is whole; if not, what follows may still be readable
   * @throws NoCaptureFileException without the file's name, if this is none, or a newer one
   */
  static boolean checkFileHeader(ByteBuffer header) throws NoCaptureFileException {
    if (header.remaining() == 0) {
      throw new NoCaptureFileException("empty (0 bytes; expected a Parallax capture file)");
    }
    int magicBytes = Math.min(MAGIC.length, header.remaining());
    if (!header.slice(0, magicBytes).equals(ByteBuffer.wrap(MAGIC, 0, magicBytes))) {
      throw new NoCaptureFileException(
          "not a Parallax capture file (expected it to start with \"PLX…\")");
    }
    if (header.remaining() < FILE_HEADER_BYTES) {
      throw new NoCaptureFileException(
          "cut off in its header, no event is left (%d of %d bytes)"
              .formatted(header.remaining(), FILE_HEADER_BYTES));
    }
    boolean whole = header.getInt(12) == crc32c(header, 0, 12);
    int version = header.getInt(8);
    if (whole && version != VERSION) {
      throw new NoCaptureFileException(
          "capture file version %s (this Parallax reads version %d: use a newer one)"
              .formatted(Integer.toUnsignedString(version), VERSION));
    }
    return whole;
  }

  static ByteBuffer trailer(long indexOffset) {
    ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES).putLong(indexOffset);
    return trailer.putInt(crc32c(trailer, 0, 8)).putInt(TRAILER_MAGIC).flip();
  }

  /** Where the index is, if these are the bytes of a trailer. */
  static OptionalLong indexOffset(ByteBuffer trailer) {
    boolean whole =
        trailer.remaining() == TRAILER_BYTES
            && trailer.getInt(12) == TRAILER_MAGIC
            && trailer.getInt(8) == crc32c(trailer, 0, 8);
    return whole ? OptionalLong.of(trailer.getLong(0)) : OptionalLong.empty();
  }

  static int crc32c(ByteBuffer bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(from, length));
    return (int) crc.getValue();
  }

  /**
   * @return the bytes at the offset, fewer than asked for where the file ends
   */
  static ByteBuffer read(FileChannel channel, long offset, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        break;
      }
    }
    return buffer.flip();
  }

  static void write(FileChannel channel, long offset, ByteBuffer... parts) throws IOException {
    long at = offset;
    for (ByteBuffer part : parts) {
      while (part.hasRemaining()) {
        at += channel.write(part, at);
      }
    }
  }
}
