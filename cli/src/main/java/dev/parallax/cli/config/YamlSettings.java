package dev.parallax.cli.config;

import dev.parallax.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads a YAML file of nested keys as flat settings: {@code proxy: {listen: X}} gives {@code
 * proxy.listen}. Values are scalars or lists of scalars; the items of a list of maps are numbered
 * from 0, as {@code ignore.0.reason}, and known as {@code ignore.*.reason}. Every error names file
 * and line.
 */
public final class YamlSettings {

  /** What numbers an item of a list, or stands for all of them: not to be written by anybody. */
  private static final Pattern ITEM = Pattern.compile("(^|\\.)(\\d+|\\*)(\\.|$)");

  private final Path file;
  private final Set<String> known;
  private final Map<String, Setting> settings = new TreeMap<>();

  private YamlSettings(Path file, Set<String> known) {
    this.file = file;
    this.known = known;
  }

  /**
   * Reads a file in which only the known keys may stand.
   *
   * @throws CliException on an unreadable file, broken YAML, or an unknown, repeated or misplaced
   *     key
   */
  public static Map<String, Setting> read(Path file, Set<String> known) {
    return of(file, text(file), known);
  }

  /**
   * The same, of what the file holds.
   *
   * @throws CliException on broken YAML, or an unknown, repeated or misplaced key
   */
  public static Map<String, Setting> of(Path file, String text, Set<String> known) {
    return new YamlSettings(file, known).flat(text);
  }

  /**
   * What a file holds.
   *
   * @throws CliException if it can't be read
   */
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw CliException.usage("%s: no such file".formatted(file));
    } catch (IOException e) {
      throw CliException.unreadable(file, e);
    }
  }

  private Map<String, Setting> flat(String text) {
    LoadSettings load =
        LoadSettings.builder().setLabel(file.toString()).setAllowDuplicateKeys(true).build();
    try {
      new Compose(load).composeString(text).ifPresent(root -> flatten("", root));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw CliException.usage("%s:%d: not valid YAML: %s".formatted(file, line, e.getProblem()));
    } catch (YamlEngineException e) {
      throw CliException.usage("%s: not valid YAML: %s".formatted(file, e.getMessage()));
    }
    return settings;
  }

  private void flatten(String key, Node node) {
    switch (node) {
      case MappingNode mapping -> flattenMapping(key, mapping);
      case ScalarNode scalar -> put(key, scalar.getValue(), node);
      case SequenceNode sequence when holdsMaps(sequence) -> flattenItems(key, sequence);
      case SequenceNode sequence -> put(key, joined(key, sequence), node);
      default -> throw error(node, "key '%s': only maps, lists and plain values".formatted(key));
    }
  }

  private void flattenMapping(String prefix, MappingNode mapping) {
    if (isKnown(prefix)) {
      throw error(mapping, "key '%s' takes a value, not a map".formatted(prefix));
    }
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode name)) {
        throw error(entry.getKeyNode(), "a key must be a plain word");
      }
      if (ITEM.matcher(name.getValue()).find()) {
        throw error(
            name,
            "key '%s' in '%s': neither a number nor * is a name (expected: a list, each of its items behind a '-')"
                .formatted(name.getValue(), prefix));
      }
      String key = prefix.isEmpty() ? name.getValue() : prefix + "." + name.getValue();
      if (!isKnown(key) && !isSection(key)) {
        throw error(name, unknown(key));
      }
      flatten(key, entry.getValueNode());
    }
  }

  private static boolean holdsMaps(SequenceNode sequence) {
    return !sequence.getValue().isEmpty() && sequence.getValue().getFirst() instanceof MappingNode;
  }

  private void flattenItems(String key, SequenceNode sequence) {
    for (int i = 0; i < sequence.getValue().size(); i++) {
      flatten(key + "." + i, sequence.getValue().get(i));
    }
  }

  private String joined(String key, SequenceNode sequence) {
    List<String> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      if (!(item instanceof ScalarNode scalar) || scalar.getValue().contains(",")) {
        throw error(item, "key '%s': list items are plain values without commas".formatted(key));
      }
      items.add(scalar.getValue());
    }
    return String.join(",", items);
  }

  private void put(String key, String value, Node node) {
    if (!isKnown(key)) {
      throw error(
          node,
          key.isEmpty()
              ? "expected keys, such as 'proxy:'"
              : "key '%s' takes keys below it".formatted(key));
    }
    if (settings.put(key, new Setting(value, "%s:%d".formatted(file, line(node)))) != null) {
      throw error(node, "key '%s' stands twice".formatted(key));
    }
  }

  private boolean isKnown(String key) {
    return known.contains(anyItem(key));
  }

  private boolean isSection(String key) {
    return known.stream().anyMatch(candidate -> candidate.startsWith(anyItem(key) + "."));
  }

  /** {@code ignore.3.reason → ignore.*.reason}: what is known of one item is known of all. */
  static String anyItem(String key) {
    return key.replaceAll("\\.\\d+(?=\\.|$)", ".*");
  }

  private String unknown(String key) {
    return NearestKey.of(anyItem(key), known)
        .map(nearest -> "unknown key '%s' (nearest known: '%s')".formatted(key, nearest))
        .orElseGet(
            () -> "unknown key '%s' ('parallax config' lists the known ones)".formatted(key));
  }

  private CliException error(Node node, String problem) {
    return CliException.usage("%s:%d: %s".formatted(file, line(node), problem));
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
