package dev.parallax.cli.command;

import dev.parallax.replayer.pool.Pools;
import java.util.List;
import picocli.CommandLine.Option;

/** Ids that staging knows, in the place of those that only production knew. */
final class PoolOptions {

  @Option(
      names = "--pool",
      descriptionKey = "replay.pools",
      split = ",",
      paramLabel = "RULE",
      description =
          "Sends ids that staging knows: 'GET /orders/{id} = orders.txt' takes one of that file, by a"
              + " hash of the recorded id, 'GET /orders/{id} = GET /orders body /items/*/id' one that"
              + " the control lists. Repeatable.")
  private List<String> rules = List.of();

  /**
   * @throws IllegalArgumentException for what is no rule, or a file that can't be used
   */
  Pools pools() {
    return Pools.read(rules);
  }
}
