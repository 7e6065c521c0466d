package dev.parallax.cli.command;

import dev.parallax.cli.config.Setting;
import dev.parallax.cli.config.Settings;
import dev.parallax.cli.schema.JsonText;
import dev.parallax.cli.schema.SettingsSchema;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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
    Settings settings = Invocation.settings(commandLine);
    Map<String, String> defaults = new TreeMap<>();
    collectDefaults(root, defaults);
    defaults.put(Settings.SECRET_KEY, "");
    // Kafka's own properties are many: those that are set.
    settings.all().keySet().forEach(key -> defaults.putIfAbsent(key, ""));
    PrintWriter out = commandLine.getOut();
    defaults.forEach(
        (key, fallback) -> {
          Optional<Setting> setting = settings.get(key);
          String value = setting.map(Setting::text).orElse(fallback);
          String shown = Settings.shown(key, value);
          String origin =
              setting.map(Setting::origin).orElse(value.isEmpty() ? "not set" : "default");
          out.printf("%-32s %-32s # %s%n", key + ":", shown, origin);
        });
    return 0;
  }

  private static void collectDefaults(CommandSpec command, Map<String, String> defaults) {
    for (OptionSpec option : command.options()) {
      String value = option.defaultValue();
      Settings.key(option).ifPresent(key -> defaults.put(key, value == null ? "" : value));
    }
    command
        .subcommands()
        .values()
        .forEach(subcommand -> collectDefaults(subcommand.getCommandSpec(), defaults));
  }
}
