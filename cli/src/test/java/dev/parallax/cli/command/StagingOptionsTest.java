package dev.parallax.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.config.Values;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class StagingOptionsTest {

  @Command
  private static final class Verb {
    @Mixin private final StagingOptions options = new StagingOptions();
  }

  /** Rules are divided by commas, as in parallax.yaml; one within quotes is a part of its rule. */
  @Test
  void takesRulesOneByOneOrTogether() {
    Verb verb = new Verb();
    var _ =
        new CommandLine(verb)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .registerConverter(Duration.class, new Values.DurationConverter())
            .parseArgs(
                "--rewrite",
                "set header accept-language = \"de,en\",remove query a",
                "--rewrite",
                "POST set body /ids = \"1\\u002c2\"");

    assertThat(verb.options.staging().rewrites().texts())
        .containsExactly(
            "set header accept-language = \"de,en\"",
            "remove query a",
            "POST set body /ids = \"1\\u002c2\"");
  }
}
