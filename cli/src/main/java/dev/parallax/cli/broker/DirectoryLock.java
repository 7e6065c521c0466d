package dev.parallax.cli.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says that a live process has a data directory; the operating system lets go of it when the
 * process ends, however it ends. Thread-safe.
 *
 * <p>The first byte of the lock file is the owner's. The second is what {@link #isHeld} tries, so
 * that asking never makes a start fail; a start waits for those who are just asking. The
 * directories of this process are known here: POSIX drops all locks of a process on a file as soon
 * as the process closes any channel to it, so a file whose lock this process has must not be opened
 * again.
 */
final class DirectoryLock implements AutoCloseable {

  private static final String FILE = "lock";
  private static final Set<Path> OURS = new HashSet<>();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Takes a directory.
   *
   * @param directory its real path
   * @return the lock, or null where a live process, perhaps this one, has it
   */
  static @Nullable DirectoryLock tryAcquire(Path directory) throws IOException {
    synchronized (OURS) {
      if (OURS.contains(directory)) {
        return null;
      }
      FileChannel channel =
          FileChannel.open(
              directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock(0, 1, false) == null) {
          channel.close();
          return null;
        }
        channel.lock(1, 1, false);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      OURS.add(directory);
      return new DirectoryLock(directory, channel);
    }
  }

  /** Whether a live process, perhaps this one, has the directory. */
  static boolean isHeld(Path directory) throws IOException {
    synchronized (OURS) {
      if (OURS.contains(directory)) {
        return true;
      }
      Path file = directory.resolve(FILE);
      if (!Files.exists(file)) {
        return false;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
          FileLock lock = channel.tryLock(1, 1, true)) {
        return lock == null;
      }
    }
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
