package dev.parallax.cli.command;

import dev.parallax.replayer.protect.BreakerRule;
import dev.parallax.replayer.protect.MaxRate;
import dev.parallax.replayer.protect.Protection;
import java.time.Duration;
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

  @Option(
      names = "--back-off",
      descriptionKey = "replay.backOff",
      defaultValue = "30s",
      paramLabel = "TIME",
      description =
          "A leg that answers 503 or 429 gets nothing new for as long as its Retry-After says, but at"
              + " most so long each time; 0s: none is waited for. Default: 30s.")
  private Duration backOff = Protection.defaults().longestPause();

  @Option(
      names = "--breaker",
      descriptionKey = "replay.breaker",
      defaultValue = "90%/50",
      paramLabel = "SHARE/N",
      description =
          "Ends the run as INCONCLUSIVE when of the last N attempts at a leg that share could not"
              + " connect or was cut off, and five more failed after pauses; off: never. Default:"
              + " 90%%/50.")
  private String breaker = "90%/50";

  /**
   * @throws IllegalArgumentException for what can't be kept to
   */
  Protection protection() {
    return new Protection(
        maxRate == null ? MaxRate.none() : MaxRate.parse(maxRate),
        backOff,
        BreakerRule.parse(breaker));
  }
}
