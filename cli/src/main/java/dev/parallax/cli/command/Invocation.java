package dev.parallax.cli.command;

import dev.parallax.cli.config.Settings;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What picocli knows of the command that is being run: it injects the spec before it calls. */
final class Invocation {

  private Invocation() {}

  static CommandLine commandLine(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec, "picocli injects the spec").commandLine();
  }

  /** A parameter that picocli insists on before it calls. */
  static <T> T required(@Nullable T parameter) {
    return Objects.requireNonNull(parameter, "picocli sets required parameters");
  }

  /** What the command line itself set, by key: the flags. */
  static Map<String, String> flags(CommandLine commandLine) {
    return commandLine.getParseResult().matchedOptions().stream()
        .filter(option -> Settings.key(option).isPresent())
        .collect(
            Collectors.toMap(
                option -> Settings.key(option).orElseThrow(), OptionSpec::longestName));
  }

  static Settings settings(CommandLine commandLine) {
    return (Settings) commandLine.getDefaultValueProvider();
  }
}
