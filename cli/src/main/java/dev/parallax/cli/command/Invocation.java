package dev.parallax.cli.command;

import dev.parallax.cli.config.Settings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

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

  static Settings settings(CommandLine commandLine) {
    return (Settings) commandLine.getDefaultValueProvider();
  }
}
