package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.recorder.log.PlxReader;
import dev.parallax.recorder.log.Window;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Opens a capture file, and says so if some of it can't be read. */
final class CaptureFiles {

  private CaptureFiles() {}

  static PlxReader open(Path file, Window window) {
    try {
      return PlxReader.open(file, window);
    } catch (IOException e) {
      throw CliException.usage(e);
    }
  }

  /** To be called when all was read: what is whole was used, what is not is told. */
  static void warnOfDamage(PlxReader reader, Path file, PrintWriter err) {
    reader
        .damage()
        .ifPresent(damage -> err.printf("parallax: warning: %s: %s%n", file, damage.sentence()));
  }
}
