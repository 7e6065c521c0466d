package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.config.Values.ByteSize;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.spool.SpoolSettings;
import dev.parallax.recorder.log.spool.SpooledLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where exchanges wait that Kafka does not take for now. */
final class SpoolOptions {

  @Option(
      names = "--spool",
      descriptionKey = "record.spool",
      paramLabel = "DIR",
      description =
          "Writes to this directory, sanitised, what Kafka does not take for now, and forwards it in"
              + " order once it does. For one proxy at a time. Default: none, so that it waits in"
              + " memory alone.")
  private @Nullable Path directory;

  @Option(
      names = "--spool-max",
      descriptionKey = "record.spoolMax",
      defaultValue = "1GiB",
      paramLabel = "SIZE",
      description = "What the spool may take of the disk. Default: 1GiB.")
  private ByteSize max = new ByteSize(1 << 30);

  boolean isGiven() {
    return directory != null;
  }

  /** As it is set; empty without a spool. */
  Optional<SpoolSettings> settings() {
    if (directory == null) {
      return Optional.empty();
    }
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw CliException.usage(
          "record.spool: %s is a file (expected: a directory)".formatted(directory));
    }
    try {
      return Optional.of(new SpoolSettings(directory, max.bytes()));
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  /**
   * @param log closed with the answer, or where that can't be made
   */
  static SpooledLog open(EventLog log, SpoolSettings settings) {
    try {
      return SpooledLog.open(log, settings);
    } catch (IOException e) {
      try (log) {
        throw CliException.couldNotRun(e);
      } catch (IOException unclosed) {
        throw CliException.couldNotRun(e);
      }
    }
  }
}
