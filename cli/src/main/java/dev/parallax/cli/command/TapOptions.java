package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.proxy.tap.TapSettings;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What recording may cost. */
final class TapOptions {

  @Option(
      names = "--bypass",
      descriptionKey = "tap.bypass",
      defaultValue = "0.01",
      paramLabel = "SHARE",
      description =
          "Share of requests that pass unrecorded, to know by comparison what recording costs; only"
              + " from 200 requests per second on. Default: 0.01.")
  private double bypass = 0.01;

  @Option(
      names = "--tap-max-cpu",
      descriptionKey = "tap.maxCpu",
      defaultValue = "1.0",
      paramLabel = "N",
      description =
          "Processors that recording may take; above, it sheds clients, then turns itself off."
              + " Default: 1.0.")
  private double maxCpu = 1;

  @Option(
      names = "--tap-max-delay",
      descriptionKey = "tap.maxDelay",
      defaultValue = "1ms",
      paramLabel = "TIME",
      description =
          "What recording may add to the median response time; above, the same. Default: 1ms.")
  private Duration maxDelay = Duration.ofMillis(1);

  TapSettings settings(boolean enabled) {
    try {
      return new TapSettings(enabled, bypass, maxCpu, maxDelay);
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }
}
