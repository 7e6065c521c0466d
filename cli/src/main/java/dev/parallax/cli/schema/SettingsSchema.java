package dev.parallax.cli.schema;

import dev.parallax.cli.config.Settings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The JSON Schema (draft 2020-12) of {@code parallax.yaml}: each known key in its section, and
 * nothing else. Of what the file may say in several ways it has the one that the documentation
 * shows: keys nested by section, and Kafka's properties by their dotted names.
 */
public final class SettingsSchema {

  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  /** Keys below one name: values, sections, and lists of sections. */
  private static final class Section {

    private final Map<String, Map<String, Object>> values = new TreeMap<>();
    private final Map<String, Section> sections = new TreeMap<>();
    private final Map<String, Section> lists = new TreeMap<>();
    private final List<String> required;

    Section(List<String> required) {
      this.required = required;
    }

    Map<String, Object> schema() {
      Map<String, Object> properties = new TreeMap<>(values);
      sections.forEach((name, section) -> properties.put(name, section.schema()));
      lists.forEach(
          (name, items) ->
              properties.put(name, ValueSchema.ordered("type", "array", "items", items.schema())));
      Map<String, Object> schema =
          ValueSchema.ordered(
              "type", "object", "additionalProperties", false, "properties", properties);
      if (!required.isEmpty()) {
        schema.put("required", required);
      }
      return schema;
    }
  }

  private SettingsSchema() {}

  /** Of the keys of a command and its subcommands: maps, lists, texts, numbers and booleans. */
  public static Map<String, Object> of(CommandSpec all) {
    Map<String, OptionSpec> options = new HashMap<>();
    collect(all, options);
    Section root = new Section(List.of());
    for (String key : Settings.knownKeys(all)) {
      @Nullable OptionSpec option = options.get(key);
      put(root, "", key, option == null ? RouteSchema.of(key) : ValueSchema.of(option));
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DRAFT);
    schema.put("title", "parallax.yaml");
    schema.put("description", "Settings of Parallax; flags and PARALLAX_ variables win.");
    schema.putAll(root.schema());
    return schema;
  }

  private static void collect(CommandSpec command, Map<String, OptionSpec> options) {
    for (OptionSpec option : command.options()) {
      Settings.key(option).ifPresent(key -> options.putIfAbsent(key, option));
    }
    for (CommandLine subcommand : command.subcommands().values()) {
      collect(subcommand.getCommandSpec(), options);
    }
  }

  /**
   * @param above the names of the sections that it is in, each with a dot behind
   * @param key below them
   */
  private static void put(Section section, String above, String key, Map<String, Object> value) {
    int dot = above.equals(Settings.KAFKA_PREFIX) ? -1 : key.indexOf('.');
    if (dot < 0) {
      section.values.put(key, value);
      return;
    }
    String name = key.substring(0, dot);
    String rest = key.substring(dot + 1);
    if (rest.startsWith("*.")) {
      List<String> required = RouteSchema.REQUIRED.getOrDefault(above + name, List.of());
      Section items = section.lists.computeIfAbsent(name, _ -> new Section(required));
      put(items, above + name + ".*.", rest.substring(2), value);
    } else {
      Section below = section.sections.computeIfAbsent(name, _ -> new Section(List.of()));
      put(below, above + name + ".", rest, value);
    }
  }
}
