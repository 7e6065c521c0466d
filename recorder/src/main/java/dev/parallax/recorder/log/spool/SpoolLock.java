package dev.parallax.recorder.log.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Says that a live process has a spool; the operating system lets go of it when the process ends,
 * however it ends. Thread-safe.
 *
 * <p>What this process has is known here: POSIX drops all locks of a process on a file as soon as
 * the process closes any channel to it, so that a file whose lock it has must not be opened again.
 */
final class SpoolLock implements AutoCloseable {

  private static final String FILE = "lock";
  private static final Set<Path> OURS = new HashSet<>();

  private final Path directory;
  private final FileChannel channel;

  private SpoolLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * @param directory its real path
   * @throws SpoolInUseException if somebody has it
   */
  static SpoolLock acquire(Path directory) throws IOException {
    synchronized (OURS) {
      if (OURS.contains(directory)) {
        throw inUse(directory);
      }
      FileChannel channel =
          FileChannel.open(
              directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() == null) {
          throw inUse(directory);
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      OURS.add(directory);
      return new SpoolLock(directory, channel);
    }
  }

  private static SpoolInUseException inUse(Path directory) {
    return new SpoolInUseException(
        "spool %s: another proxy has it (expected: a directory for each)".formatted(directory));
  }

  @Override
  public void close() throws IOException {
    synchronized (OURS) {
      if (OURS.remove(directory)) {
        channel.close();
      }
    }
  }
}
