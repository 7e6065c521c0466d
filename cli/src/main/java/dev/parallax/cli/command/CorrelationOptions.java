package dev.parallax.cli.command;

import dev.parallax.replayer.correlate.Rules;
import java.util.List;
import picocli.CommandLine.Option;

/** What is known of the values that requests take from the answers before them. */
final class CorrelationOptions {

  enum Correlation {
    ON,
    OFF
  }

  @Option(
      names = "--correlation",
      descriptionKey = "replay.correlation",
      defaultValue = "on",
      description =
          "on: values that a response gave and a later request used, such as ids and tokens, are"
              + " found in the recording and taken from each leg's own answers; off: all is sent as"
              + " it was recorded. Default: on.")
  private Correlation correlation = Correlation.ON;

  @Option(
      names = "--bind",
      descriptionKey = "replay.bind",
      split = ",",
      paramLabel = "RULE",
      description =
          "Also binds this: 'POST /login response body /token -> request header authorization'."
              + " Repeatable.")
  private List<String> bind = List.of();

  @Option(
      names = "--no-bind",
      descriptionKey = "replay.noBind",
      split = ",",
      paramLabel = "RULE",
      description =
          "Leaves this as it was recorded: 'request header x-trace', or a rule as above."
              + " Repeatable.")
  private List<String> noBind = List.of();

  /**
   * @throws IllegalArgumentException for what is no rule
   */
  Rules rules() {
    return new Rules(correlation == Correlation.OFF, bind, noBind);
  }
}
