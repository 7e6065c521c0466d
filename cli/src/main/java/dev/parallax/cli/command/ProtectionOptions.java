package dev.parallax.cli.command;

import dev.parallax.replayer.protect.MaxRate;
import dev.parallax.replayer.protect.Protection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a run keeps to, so that its targets stand it. */
final class ProtectionOptions {

  @Option(
      names = "--max-rate",
      descriptionKey = "replay.maxRate",
      paramLabel = "N/s",
      description =
          "Attempts a second at each leg, of all workers together. What has to wait for its turn is"
              + " late, and the report says so. Default: no bound.")
  private @Nullable String maxRate;

  /**
   * @throws IllegalArgumentException for what can't be kept to
   */
  Protection protection() {
    return new Protection(maxRate == null ? MaxRate.none() : MaxRate.parse(maxRate));
  }
}
