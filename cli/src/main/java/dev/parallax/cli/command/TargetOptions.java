package dev.parallax.cli.command;

import java.time.Duration;
import java.util.Set;
import picocli.CommandLine.Option;

/** Where this process may send, and how long it waits for that; each worker has its own. */
final class TargetOptions {

  @Option(
      names = "--allow-target",
      descriptionKey = "replay.allowTarget",
      split = ",",
      paramLabel = "HOST[:PORT]",
      description =
          "A host that may be sent to, besides loopback addresses; of a worker, whatever a run asks for."
              + " Repeatable.")
  Set<String> allowTargets = Set.of();

  @Option(
      names = "--wait-for",
      descriptionKey = "replay.waitFor",
      defaultValue = "0s",
      paramLabel = "TIME",
      description = "How long the targets may take to come up. Default: 0s.")
  Duration waitFor = Duration.ZERO;
}
