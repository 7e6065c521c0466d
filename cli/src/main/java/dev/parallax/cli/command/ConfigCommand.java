package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.config.Settings;
import dev.parallax.cli.schema.JsonText;
import dev.parallax.cli.schema.SettingsSchema;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
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
            + " the default. Secrets are masked. Ends with 2 and one line where a value can't be read, or a"
            + " proxy could not use it; the files that settings name are not looked at.")
public final class ConfigCommand implements Callable<Integer> {

  private static final String PROXY = "proxy";

  /** Of an address for documentation, RFC 5737. */
  private static final String ANY_UPSTREAM = "http://192.0.2.1";

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
    Settings settings = Invocation.settings(commandLine);
    try {
      check(root, settings);
    } catch (CliException e) {
      throw CliException.usage(settings.located(String.valueOf(e.getMessage())));
    }
    return 0;
  }

  /**
   * Reads what is set as each verb does.
   *
   * @throws CliException naming line and reason of what can't be used
   */
  private static void check(CommandSpec root, Settings settings) {
    Rereads verbs = (Rereads) root.userObject();
    root.subcommands().keySet().stream()
        .filter(verb -> !verb.equals(PROXY))
        .forEach(verb -> verbs.read(settings, verb));
    // Of the proxy, what the file leaves to flags stands for itself.
    List<String> proxy = new ArrayList<>(List.of(PROXY));
    if (settings.get("proxy.listen").isEmpty()) {
      proxy.addAll(List.of("--listen", "127.0.0.1:0"));
    }
    if (settings.all().keySet().stream().noneMatch(ConfigCommand::namesUpstream)) {
      proxy.addAll(List.of("--upstream", ANY_UPSTREAM));
    }
    CommandLine read = verbs.read(settings, proxy.toArray(String[]::new));
    ProxyCommand command = read.getCommand();
    command.check(read);
  }

  private static boolean namesUpstream(String key) {
    return key.equals("proxy.upstream") || key.startsWith("proxy.routes.");
  }
}
