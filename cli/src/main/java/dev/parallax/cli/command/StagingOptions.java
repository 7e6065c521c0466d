package dev.parallax.cli.command;

import dev.parallax.replayer.Staging;
import dev.parallax.replayer.rewrite.Rewrites;
import java.util.List;
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

  @Mixin private final CredentialOptions credentials = new CredentialOptions();

  /**
   * Reads what files it names.
   *
   * @throws IllegalArgumentException naming the key
   */
  Staging staging() {
    return new Staging(Rewrites.parse(rewrites), credentials.credentials());
  }
}
