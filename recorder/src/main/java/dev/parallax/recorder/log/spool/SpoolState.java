package dev.parallax.recorder.log.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Two numbers that survive the process, however it ends: up to which exchange the spool was told to
 * be durable, and up to which it was forwarded. Exchanges are numbered from 0 over the whole life
 * of the directory. In a file that is mapped into memory: to change a number is no system call.
 *
 * <p>Whether they survive the machine does not matter: what is sent again for lack of them has ids.
 */
final class SpoolState implements AutoCloseable {

  private static final String FILE = "state";
  private static final long MAGIC = 0x504C_5853_504F_4F31L;
  private static final int DURABLE = 8;
  private static final int FORWARDED = 16;
  private static final int BYTES = 24;

  private final FileChannel channel;
  private final MappedByteBuffer map;

  private SpoolState(FileChannel channel, MappedByteBuffer map) {
    this.channel = channel;
    this.map = map;
  }

  static SpoolState open(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(FILE),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (channel.size() < BYTES) {
        // Written, not only mapped: on a full disk this fails, and storing into a map would kill.
        channel.write(ByteBuffer.allocate(BYTES).putLong(0, MAGIC), 0);
      }
      SpoolState state =
          new SpoolState(channel, channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
      if (state.map.getLong(0) != MAGIC) {
        state.map.putLong(DURABLE, 0).putLong(FORWARDED, 0).putLong(0, MAGIC);
      }
      return state;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The number behind that of the last exchange that counted as captured. */
  long durable() {
    return map.getLong(DURABLE);
  }

  void durable(long number) {
    map.putLong(DURABLE, number);
  }

  /** All exchanges before this number were acknowledged by the log. */
  long forwarded() {
    return map.getLong(FORWARDED);
  }

  void forwarded(long number) {
    map.putLong(FORWARDED, number);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
