package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.recorder.log.PlxReader;
import dev.parallax.recorder.log.Window;
import java.io.IOException;
import java.nio.file.Path;

/** Opens a capture file; what is none is bad usage. */
final class CaptureFiles {

  private CaptureFiles() {}

  static PlxReader open(Path file, Window window) {
    try {
      return PlxReader.open(file, window);
    } catch (IOException e) {
      throw CliException.usage(e);
    }
  }
}
