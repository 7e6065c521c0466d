package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
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

  static NewCaptureFile create(Path target) {
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
