package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.proto.Event;
import dev.parallax.recorder.log.PlxReader;
import dev.parallax.recorder.log.PlxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A capture file while it is written: takes its name, and an earlier one's place, when it is whole.
 */
final class NewCaptureFile implements AutoCloseable {

  private final Path target;
  private final Path part;
  private final PlxWriter writer;
  private boolean kept;

  private NewCaptureFile(Path target, Path part, PlxWriter writer) {
    this.target = target;
    this.part = part;
    this.writer = writer;
  }

  /** A run file may take the place of an earlier run file, and of nothing else. */
  static NewCaptureFile createRun(Path target) {
    if (Files.exists(target) && !isRunFile(target)) {
      throw CliException.couldNotRun(
          "%s: exists and is no run file (choose another name, or remove it)".formatted(target));
    }
    return create(target);
  }

  private static boolean isRunFile(Path file) {
    try (PlxReader reader = PlxReader.open(file)) {
      Event first = reader.next();
      return first == null ? Files.size(file) == 0 : first.hasRun();
    } catch (IOException e) {
      return false;
    }
  }

  /** A suite takes the place of nothing. */
  static NewCaptureFile createSuite(Path target) {
    if (Files.exists(target)) {
      throw CliException.couldNotRun(
          "%s: exists (choose another name, or remove it)".formatted(target));
    }
    return create(target);
  }

  static NewCaptureFile create(Path target) {
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw CliException.couldNotRun("%s: no such directory: %s".formatted(target, folder));
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      return new NewCaptureFile(target, part, PlxWriter.overwrite(part));
    } catch (IOException e) {
      throw CliException.couldNotRun("%s: can't be written: %s".formatted(target, e.getMessage()));
    }
  }

  PlxWriter writer() {
    return writer;
  }

  /** To be called when all is appended. */
  void keep() throws IOException {
    writer.close();
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    kept = true;
  }

  /** Leaves nothing behind of what was not kept. */
  @Override
  public void close() throws IOException {
    writer.close();
    if (!kept) {
      Files.deleteIfExists(part);
    }
  }
}
