package dev.parallax.cli;

import dev.parallax.cli.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Every failure becomes one line on stderr and an exit code; here and nowhere else. */
final class Failures {

  private Failures() {}

  static int report(PrintWriter err, CliException failure) {
    err.println("parallax: " + failure.getMessage());
    return failure.exitCode();
  }

  /** A flag, variable or file entry that can't be used: exit 2. */
  static int ofParameters(ParameterException problem, String[] arguments, Settings settings) {
    problem.getCommandLine().getErr().println(line(problem, arguments, settings));
    return ExitCode.USAGE;
  }

  /** Where and why it can't be used. */
  static String line(ParameterException problem, String[] arguments, Settings settings) {
    CommandLine command = problem.getCommandLine();
    StringBuilder line = new StringBuilder(command.getCommandSpec().qualifiedName(" "));
    line.append(": ").append(origin(problem, settings)).append(firstLine(problem.getMessage()));
    if (problem instanceof MissingParameterException) {
      unknown(command, arguments)
          .ifPresent(option -> line.append("; '").append(option).append("' is no option of it"));
    }
    List<String> suggestions =
        problem instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    if (!suggestions.isEmpty()) {
      line.append("; did you mean ").append(String.join(" or ", suggestions)).append("?");
    }
    return line.append(" (")
        .append(command.getCommandSpec().qualifiedName(" "))
        .append(" --help)")
        .toString();
  }

  /** Whatever a command throws. */
  static int ofExecution(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof CliException known) {
      return report(err, known);
    }
    if (failure instanceof IOException inputOrOutput) {
      return report(err, CliException.couldNotRun(inputOrOutput));
    }
    err.printf(
        "%s: failed unexpectedly, please report this: %s%n",
        command.getCommandSpec().qualifiedName(" "), failure);
    if (System.getenv("PARALLAX_DEBUG") != null) {
      failure.printStackTrace(err);
    }
    return ExitCode.COULD_NOT_RUN;
  }

  /** A mistyped option makes the one that was meant missing: that is told first, but says less. */
  private static Optional<String> unknown(CommandLine command, String[] arguments) {
    return Arrays.stream(arguments)
        .filter(argument -> argument.startsWith("--") && argument.length() > 2)
        .map(argument -> argument.replaceFirst("=.*", ""))
        .filter(option -> !command.getCommandSpec().optionsMap().containsKey(option))
        .findFirst();
  }

  /** Where a bad value was written, unless it was a flag. */
  private static String origin(ParameterException problem, Settings settings) {
    ArgSpec argument = problem.getArgSpec();
    if (argument == null || problem instanceof MissingParameterException) {
      return "";
    }
    Optional<String> key = Settings.key(argument);
    return key.flatMap(settings::get)
        .filter(setting -> setting.text().equals(problem.getValue()))
        .map(setting -> setting.origin() + ": " + key.orElseThrow() + ": ")
        .orElse("");
  }

  private static String firstLine(@Nullable String message) {
    return message == null
        ? "unusable arguments"
        : message.lines().findFirst().orElse("unusable arguments");
  }
}
