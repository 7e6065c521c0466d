package dev.parallax.cli.command;

import dev.parallax.replayer.ResetHook;
import dev.parallax.replayer.Staging;
import dev.parallax.replayer.rewrite.Rewrites;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What staging wants otherwise than production. */
final class StagingOptions {

  @Option(
      names = "--rewrite",
      descriptionKey = "replay.rewrites",
      split = ",",
      paramLabel = "RULE",
      description =
          "Changes requests before they are sent: 'set header x-tenant = test', 'remove query"
              + " utm_source', 'POST /orders set body /currency = \"EUR\"'. Repeatable.")
  private List<String> rewrites = List.of();

  @Option(
      names = "--reset-hook",
      descriptionKey = "replay.resetHook",
      paramLabel = "COMMAND",
      description =
          "Runs this before the run: it brings PARALLAX_CANDIDATE and PARALLAX_CONTROL into a known"
              + " state.")
  private @Nullable String resetHook;

  @Option(
      names = "--reset-timeout",
      descriptionKey = "replay.resetTimeout",
      defaultValue = "10m",
      paramLabel = "TIME",
      description = "How long that may take. Default: 10m.")
  private Duration resetTimeout = Duration.ofMinutes(10);

  @Mixin private final CredentialOptions credentials = new CredentialOptions();

  /**
   * Reads what files it names.
   *
   * @throws IllegalArgumentException naming the key
   */
  Staging staging() {
    return new Staging(
        Rewrites.parse(rewrites),
        credentials.credentials(),
        resetHook == null ? null : new ResetHook(resetHook, resetTimeout));
  }
}
