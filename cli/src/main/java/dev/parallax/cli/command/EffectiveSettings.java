package dev.parallax.cli.command;

import dev.parallax.cli.config.Setting;
import dev.parallax.cli.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is in effect and where it was set, fit to be shown: secrets are masked. */
final class EffectiveSettings {

  /**
   * One setting.
   *
   * @param value empty if it is not set
   * @param origin a flag, a variable, a line of the file, {@code default} or {@code not set}
   */
  record Effective(String value, String origin) {}

  private final Settings settings;
  private final Map<String, Effective> byKey = new TreeMap<>();

  private EffectiveSettings(Settings settings) {
    this.settings = settings;
  }

  /** Of all commands, besides flags; sorted by key. */
  static Map<String, Effective> ofAll(CommandSpec root, Settings settings) {
    EffectiveSettings all = new EffectiveSettings(settings);
    all.addOptions(root);
    all.addOthers();
    return all.byKey;
  }

  /** Of the command that runs, its flags included: those without a key by their own names. */
  static Map<String, Effective> ofRunning(CommandLine command) {
    EffectiveSettings all = new EffectiveSettings(Invocation.settings(command));
    all.addOptions(command.getCommandSpec());
    all.addOthers();
    command.getParseResult().matchedOptions().forEach(all::addFlag);
    return all.byKey;
  }

  private void addOptions(CommandSpec command) {
    for (OptionSpec option : command.options()) {
      String fallback = option.defaultValue();
      Settings.key(option).ifPresent(key -> add(key, fallback == null ? "" : fallback));
    }
    command.subcommands().values().forEach(one -> addOptions(one.getCommandSpec()));
  }

  private void addOthers() {
    Settings.SECRET_KEYS.forEach(key -> add(key, ""));
    // Kafka's own properties are many: those that are set.
    settings.all().keySet().stream()
        .filter(key -> !byKey.containsKey(key))
        .toList()
        .forEach(key -> add(key, ""));
  }

  private void add(String key, String fallback) {
    Setting setting =
        settings.get(key).orElse(new Setting(fallback, fallback.isEmpty() ? "not set" : "default"));
    byKey.put(key, shown(key, setting.text(), setting.origin()));
  }

  private void addFlag(OptionSpec option) {
    List<String> values = option.originalStringValues();
    String name = option.longestName();
    String key = Settings.key(option).orElse(name);
    byKey.put(key, shown(key, values.isEmpty() ? "true" : String.join(",", values), name));
  }

  private static Effective shown(String key, String value, String origin) {
    return new Effective(Settings.shown(key, value), origin);
  }
}
