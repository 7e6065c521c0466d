package dev.parallax.cli.command;

import dev.parallax.cli.schema.JsonText;
import dev.parallax.cli.schema.SettingsSchema;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the effective configuration with each value's origin. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description =
        "Prints every setting, its value and where that comes from: a variable, a line of the file, or"
            + " the default. Secrets are masked.")
public final class ConfigCommand implements Callable<Integer> {

  @Option(
      names = "--schema",
      description = "Prints the JSON Schema of parallax.yaml instead, for editors to check it by.")
  private boolean schema;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine commandLine = Invocation.commandLine(spec);
    CommandSpec root = commandLine.getCommandSpec().root();
    if (schema) {
      commandLine.getOut().println(JsonText.of(SettingsSchema.of(root)));
      return 0;
    }
    PrintWriter out = commandLine.getOut();
    EffectiveSettings.ofAll(root, Invocation.settings(commandLine))
        .forEach(
            (key, setting) ->
                out.printf("%-32s %-32s # %s%n", key + ":", setting.value(), setting.origin()));
    return 0;
  }
}
