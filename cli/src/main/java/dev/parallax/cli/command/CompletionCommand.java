package dev.parallax.cli.command;

import dev.parallax.cli.ExitCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a shell completes the command line by. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a script by which a shell completes commands, options and their values.",
    footer = {
      "",
      "For this shell:   source <(parallax completion bash)",
      "For each one:     the same in ~/.bashrc; with zsh instead of bash, in ~/.zshrc",
    })
public final class CompletionCommand implements Callable<Integer> {

  /** Those that there is a script for. */
  enum Shell {
    BASH,
    /** The same script: it loads zsh's own way to run what was made for bash. */
    ZSH
  }

  @Parameters(index = "0", paramLabel = "SHELL", description = "bash or zsh.")
  private @Nullable Shell shell;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine commandLine = Invocation.commandLine(spec);
    CommandSpec root = commandLine.getCommandSpec().root();
    writeInLowerCase(root);
    String script =
        switch (Invocation.required(shell)) {
          case BASH, ZSH -> AutoComplete.bash(root.name(), root.commandLine());
        };
    commandLine.getOut().print(script);
    commandLine.getOut().flush();
    return ExitCode.OK;
  }

  /** Words to choose from, as the help has them: picocli would offer the names of the constants. */
  private static void writeInLowerCase(CommandSpec command) {
    for (OptionSpec option : List.copyOf(command.options())) {
      if (option.type().isEnum()) {
        command.remove(option);
        command.addOption(option.toBuilder().completionCandidates(words(option.type())).build());
      }
    }
    for (PositionalParamSpec one : List.copyOf(command.positionalParameters())) {
      if (one.type().isEnum()) {
        command.remove(one);
        command.addPositional(one.toBuilder().completionCandidates(words(one.type())).build());
      }
    }
    command.subcommands().values().forEach(one -> writeInLowerCase(one.getCommandSpec()));
  }

  private static List<String> words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
        .toList();
  }
}
