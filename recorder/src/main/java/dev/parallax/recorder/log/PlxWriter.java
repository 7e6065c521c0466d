package dev.parallax.recorder.log;

import com.github.luben.zstd.ZstdCompressCtx;
import com.google.protobuf.MessageLite;
import dev.parallax.proto.CaptureIndex;
import dev.parallax.proto.Event;
import dev.parallax.proto.SuiteProvenance;
import dev.parallax.recorder.log.SectionHeader.Kind;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Writes a capture file. Confined to one thread at a time.
 *
 * <p>Events are gathered in memory, about 256 KiB at most, and written as one block; {@link #flush}
 * ends the block early and makes all durable. A crash loses what was appended since, and at most
 * one block of what was being written.
 *
 * <p>If the disk refuses a block, the block is kept in memory, and appending more throws until a
 * retry succeeds: an event that was accepted is not lost to a passing fault. What was written and
 * could not be made durable is another matter: it counts as lost.
 */
public final class PlxWriter implements EventLog {

  /** Near the fastest, and half the size of none on typical JSON. */
  private static final int ZSTD_LEVEL = 3;

  private final Path file;
  private final FileChannel channel;
  private final ZstdCompressCtx zstd = new ZstdCompressCtx();
  private final ByteArrayOutputStream block = new ByteArrayOutputStream(PlxFormat.BLOCK_BYTES);
  private final IndexBuilder index = new IndexBuilder();
  private final Receipts receipts = new Receipts();

  /** Where the next section goes: all before it is whole. */
  private long end;

  /** All before it is known to be durable, once there is an event before it. */
  private long durableEnd = PlxFormat.FILE_HEADER_BYTES;

  private long eventsWritten;
  private int eventsInBlock;
  private int blocks;
  private boolean closed;

  /**
   * @param channel to that file, which is empty; closed with this
   */
  public PlxWriter(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    zstd.setLevel(ZSTD_LEVEL);
    PlxFormat.write(channel, 0, PlxFormat.fileHeader());
    end = PlxFormat.FILE_HEADER_BYTES;
  }

  /**
   * Begins a capture file.
   *
   * @throws IOException if the file can't be written, if another process writes it, or if it exists
   *     and is not empty
   */
  public static PlxWriter create(Path file) throws IOException {
    return open(file, false);
  }

  /** Begins a capture file; what it held before is lost. */
  public static PlxWriter overwrite(Path file) throws IOException {
    return open(file, true);
  }

  private static PlxWriter open(Path file, boolean overwrite) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock(file, channel);
      if (!overwrite && channel.size() > 0) {
        throw new IOException(
            "%s: exists and holds %d bytes (choose another name, or remove it)"
                .formatted(file, channel.size()));
      }
      channel.truncate(0);
      return new PlxWriter(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Held until the channel is closed. */
  private static void lock(Path file, FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      lock = null;
    }
    if (lock == null) {
      throw new IOException("%s: is being written by someone else".formatted(file));
    }
  }

  @Override
  public void append(Sanitised<? extends MessageLite> sanitised, Receipt receipt)
      throws IOException {
    if (closed) {
      throw new IOException("%s: is closed".formatted(file));
    }
    Event event = Events.wrap(sanitised.event());
    int bytes = event.getSerializedSize();
    if (bytes > PlxFormat.MAX_EVENT_BYTES) {
      throw new EventRefusedException(
          "%s: event of %d bytes (expected: <= %d)"
              .formatted(file, bytes, PlxFormat.MAX_EVENT_BYTES));
    }
    if (block.size() >= PlxFormat.BLOCK_BYTES) {
      endBlock();
    }
    event.writeDelimitedTo(block);
    index.add(event);
    eventsInBlock++;
    receipts.add(receipt);
  }

  /** What the file says of where it is from, once it is closed. */
  public void provenance(Sanitised<SuiteProvenance> provenance) {
    index.provenance(provenance.event());
  }

  /** Bytes of the file as it is, and of what is yet to be written, uncompressed. */
  public long bytes() {
    return end + block.size();
  }

  /**
   * Makes all durable; where the disk has no room for the last block, the blocks before it.
   *
   * @throws NotDurableException if what was written since the last time may be lost, whatever a
   *     later flush says: its receipts are settled so
   * @throws IOException if the disk refuses the last block, which is kept in memory
   */
  @Override
  public void flush() throws IOException {
    try {
      endBlock();
    } finally {
      force();
    }
  }

  private void force() throws NotDurableException {
    int written = receipts.size() - eventsInBlock;
    try {
      channel.force(false);
    } catch (IOException e) {
      receipts.settle(written, false);
      throw new NotDurableException("%s: %s".formatted(file, e.getMessage()), e);
    }
    durableEnd = end;
    receipts.settle(written, true);
  }

  /** Ends the file with what is durable of it, without an index; what came since is not in it. */
  public void abandon() throws IOException {
    closed = true;
    try (zstd;
        channel) {
      channel.truncate(durableEnd);
    } finally {
      receipts.settle(false);
    }
  }

  /** Writes the index, so that readers of a window need not read all. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (zstd;
        channel) {
      endBlock();
      writeIndex();
      channel.truncate(end);
      channel.force(true);
      receipts.settle(true);
    } finally {
      receipts.settle(false);
    }
  }

  private void endBlock() throws IOException {
    if (eventsInBlock == 0) {
      return;
    }
    long offset = end;
    int compressed = writeSection(Kind.BLOCK, block.toByteArray(), eventsInBlock);
    index.endBlock(offset, compressed, eventsInBlock);
    eventsWritten += eventsInBlock;
    blocks++;
    eventsInBlock = 0;
    block.reset();
  }

  private void writeIndex() throws IOException {
    Optional<CaptureIndex> built = index.build();
    if (built.isEmpty()) {
      return; // Such a file is read from end to end.
    }
    long offset = end;
    writeSection(Kind.INDEX, built.get().toByteArray(), blocks);
    PlxFormat.write(channel, end, PlxFormat.trailer(offset));
    end += PlxFormat.TRAILER_BYTES;
  }

  /**
   * @return bytes of the payload
   */
  private int writeSection(Kind kind, byte[] content, int entries) throws IOException {
    ByteBuffer payload = ByteBuffer.wrap(zstd.compress(content));
    int crc = PlxFormat.crc32c(payload, 0, payload.limit());
    SectionHeader header =
        new SectionHeader(kind, payload.limit(), content.length, entries, eventsWritten, crc);
    PlxFormat.write(channel, end, header.encode(), payload);
    end += SectionHeader.BYTES + payload.limit();
    return payload.limit();
  }
}
